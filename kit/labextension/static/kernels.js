// Which of the course's kernels somebody still uses: another window on the same week has the same kernel.

/** @typedef {{ kernel?: { id: string, connections?: number } | null }} Running as the server lists it */

/**
 * Whether another window is connected to a kernel. One that is dead is of no use to anybody.
 * @param {Iterable<Running>} running @param {{ id: string, status: string, connectionStatus: string } | null | undefined} kernel ours
 */
export function usedElsewhere(running, kernel) {
  if (!kernel || kernel.status === "dead") return false;
  const listed = Array.from(running).find((one) => one.kernel?.id === kernel.id);
  // The server may count a connection that is only being made here.
  const ours = kernel.connectionStatus === "disconnected" ? 0 : 1;
  return (listed?.kernel?.connections ?? 0) > ours;
}

/** Whether the server has no kernel any more for a notebook that had one. @param {Iterable<Running>} running @param {NotebookPanel} panel */
export function isGone(running, { sessionContext: { session } }) {
  const id = session?.kernel?.id;
  return !Array.from(running).some((one) => one.kernel?.id === id);
}
