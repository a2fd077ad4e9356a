"""Made-up texts for the reader. No writer and no family in them is real."""

FULL = (
    "On Tuesday 14 October at 3:40 a grandfather, Mr. Osei, came to our meeting and laid the report "
    "face down after one page. That is what I saw; “angry” is only how I read it. I had assumed that "
    "a person who stops reading has stopped listening, and I got that from my own teachers. It made "
    "me talk faster. But then I checked my notes and saw that he had asked two questions after that, "
    "so I dropped the idea. I asked him what he wanted us to know first, and he said that his shift "
    "ends at six and nobody had called in the evening. So the school moved the next meeting to seven "
    "in the evening, with an interpreter paid by the district, because he works until six. On Monday "
    "I will call him with Ms. Lund, and in December I will ask him what helped and what we should "
    "change."
)
GENERAL = (
    "Contact with home matters a great deal in our field. Good teachers keep their door open to "
    "every family, and it is so important to be kind. Families have a lot on their plates these "
    "days, and schools are busy places too."
)
SPANISH = (
    "El martes hablé con la madre de un alumno en la puerta de la escuela. Ella me dijo que trabaja "
    "de noche y que no puede venir por la mañana. Yo pensaba que no le interesaba la reunión, pero "
    "me equivoqué con ella."
)
FRENCH = (
    "Mardi, la mère d'un élève est venue me parler devant la porte de l'école. Elle travaille la "
    "nuit et ne peut pas venir le matin. Je pensais que la réunion ne lui importait pas, mais je me "
    "suis trompée sur toute la ligne."
)
VIETNAMESE = (
    "Thứ ba tôi gặp mẹ của một học sinh ở cổng trường. Chị nói rằng chị làm ca đêm và không thể đến "
    "vào buổi sáng. Tôi đã nghĩ rằng chị không quan tâm đến cuộc họp, nhưng tôi đã sai và tôi xin "
    "lỗi chị."
)
ARABIC = (
    "تحدثت يوم الثلاثاء مع والدة أحد التلاميذ عند باب المدرسة وقالت إنها تعمل ليلا ولا تستطيع الحضور صباحا "
    * 2
)
HALF_SPANISH = (
    "At the fall conference a mother told our interpreter: “Yo trabajo de noche y duermo por la "
    "mañana, no puedo venir a las diez, y nadie me preguntó qué hora me conviene para la reunión de "
    "mi hijo.” I had thought that ten suits all parents. I will call her on Thursday and ask what "
    "time is good for her."
)
FOOTBALL = (
    "The ball came low across the box and I met it with my left foot, as I had done a thousand "
    "times. I used to believe that strikers are born, and now I know that they are made in the rain. "
    "On Sunday I will train again, and I will ask the coach whether my first touch is better."
)
KEYBOARD = " ".join(
    a + b for a in ("sdkfj", "wqrtp", "zxcvb", "mnbvc", "kjhgf") for b in ("qw", "hg", "pl", "zx", "df", "tr")
)
CHINESE = "星期二我在学校门口见到了一位学生的母亲。她说她上夜班，早上不能来。我原以为她不关心会议，但我错了。"
CONNECTIVES = (
    "However, moreover, the conference furthermore assumed because therefore I asked what thus "
    "interpreter Monday although feedback nevertheless school family since consequently the "
    "principal will count and hence."
)
NOTHING = (
    "At the fall conference a mother told me that she works nights. I did not learn anything from "
    "this. Nothing changed. I did not assume anything and I will not ask her anything next week or "
    "on Monday."
)
DIALECT = (
    "So at the fall conference this grandma she be telling me he up all night with his baby sister. "
    "I aint never thought about that, I figured he just lazy. Monday Ima call her and ask what she "
    "need from us."
)
LOG = (
    "On 3 May at nine I met Mrs. Ito at the conference. She sat down. I gave her the report. She "
    "read it. I read the next page to her. She signed it. She left at half past nine and I went to "
    "lunch."
)
DEFICIT = (
    "At the spring conference a mother came late again. These parents do not value education and the "
    "home is a mess. I told the team so. We went on with the meeting and wrote the goals without "
    "them, as we do each year."
)
CRITICISED = (
    "At the spring conference my colleague said “these parents do not value education” and I wrote "
    "it down. The word value was ours, not theirs. A mother had called the office twice that week, "
    "and nobody wrote that down at all."
)
