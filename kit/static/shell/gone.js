/** The server did not answer, or the answer was not one of the course's. */
export class Gone extends Error {}
