import pytest
from score_format import read

OTHER_LANGUAGES = {
    "de": (
        "In der Herbstkonferenz hat mir die Mutter eines Kindes gesagt dass sie nachts arbeitet. "
        "Ich dachte sie will nicht kommen aber ich habe mich geirrt. Am Montag rufe ich sie an und "
        "frage was ihr hilft."
    ),
    "nl": (
        "Op het gesprek in oktober zei de moeder van een leerling dat ze in de nacht werkt. Ik "
        "dacht dat ze geen zin had in ons gesprek, maar dat was niet zo. We hebben het plan samen "
        "gelezen en ik bel haar maandag op om te vragen hoe het gaat met haar zoon."
    ),
    "ht": (
        "Nan reyinyon an manman yon elev te di m ke li travay lannwit. Mwen te panse li pa enterese"
        " nan lekol la men mwen te twonpe m. Mwen mande l ki le ki pi bon pou li epi li di m "
        "apremidi."
    ),
    "so": (
        "Shirkii dayrta waxaa hooyo ii sheegtay inay habeenkii shaqeyso. Waxaan moodayay inaysan "
        "daneyneyn laakiin waan qaldanaa. Waxaan weydiiyay waqtiga ku haboon oo waxay tiri "
        "galabtii."
    ),
    "sw": (
        "Katika mkutano wa mwaka mama wa mwanafunzi aliniambia kwamba anafanya kazi usiku. "
        "Nilidhani hajali lakini nilikosea. Nilimuuliza saa gani inamfaa na alisema jioni. Jumatatu"
        " nitampigia simu."
    ),
    "id": (
        "Pada pertemuan musim gugur seorang ibu memberi tahu saya bahwa dia bekerja malam hari. "
        "Saya kira dia tidak peduli tetapi saya salah. Saya bertanya kapan waktu yang cocok "
        "untuknya dan dia bilang sore."
    ),
    "it": (
        "Alla riunione di ottobre la madre di un alunno mi ha detto che lavora di notte. Pensavo "
        "che non le importasse ma mi sbagliavo. Le ho chiesto quale ora va bene e lunedi la chiamo."
    ),
    "pt": (
        "Na reuniao de outubro a mae de um aluno me disse que trabalha de noite. Eu achava que ela "
        "nao se importava mas eu estava errado. Perguntei qual horario e melhor para ela e na "
        "segunda eu ligo."
    ),
    "sv": (
        "Pa mötet i oktober sa mamman till en elev att hon arbetar pa natten. Jag trodde att hon "
        "inte brydde sig men jag hade fel. Jag fragade henne vilken tid som passar och pa mandag "
        "ringer jag."
    ),
    "tr": (
        "Ekim toplantisinda bir ogrencimin annesi bana geceleri calistigini soyledi. "
        "Ilgilenmedigini saniyordum ama yanilmisim. Ona hangi saatin uygun oldugunu sordum ve "
        "pazartesi arayacagim. Sonra ona birlikte bakariz."
    ),
    "es-noacc": (
        "En la reunion de octubre la mama de mi alumno me dijo que trabaja de noche. Yo pensaba que"
        " no le importaba pero me equivoque. Le pregunte que hora le conviene y el lunes la llamo."
    ),
    "ro": (
        "La sedinta din octombrie mama unui elev mi-a spus ca lucreaza noaptea. Credeam ca nu ii "
        "pasa dar am gresit. Am intrebat-o ce ora i se potriveste si luni o sun."
    ),
    "hm": (
        "Lub rooj sib tham thaum lub kaum hli ib tug niam hais rau kuv tias nws ua hauj lwm hmo "
        "ntuj. Kuv xav tias nws tsis quav ntsej tab sis kuv yuam kev lawm. Kuv nug nws lub sij hawm"
        " twg zoo."
    ),
    "ru": (
        "На осеннем собрании мама ученика сказала мне что работает ночью. Я думал что ей всё равно "
        "но я ошибался. Я спросил какое время ей удобно и в понедельник позвоню."
    ),
}
ENGLISH = {
    "quoteEs": (
        "At the fall meeting his mother said: “Yo trabajo de noche y duermo por la mañana, por eso "
        "no puedo venir a las diez.” And later: “Nadie me preguntó qué hora me conviene para la "
        "reunión de mi hijo.” I wrote that down. On Monday I call her."
    ),
    "dial": (
        "so his mama she come up to the school and she be mad cause nobody aint call her bout the "
        "field trip. i was thinking she just loud. she told me she work two jobs and dont nobody "
        "pick up. ima call her monday."
    ),
}
ELSEWHERE = {
    "garden": (
        "Every spring I reflect on my garden the way a monk reflects on silence. My mother planted "
        "tomatoes along the fence, and I had always assumed that they need more water than they do."
        " This year I tested it: one row dry, one row wet. The dry row bore more fruit, so I let "
        "the belief go. On Saturday I will mulch the beds with my brother, and in August we will "
        "count the jars to know whether it worked."
    ),
    "marathon": (
        "At mile nineteen of the city marathon my legs stopped listening. I had believed that pain "
        "is weakness, an idea I got from my father, who ran track for his school. It made me skip "
        "the water stations. Then my coach showed me the splits: I slow down when I do not drink. I"
        " no longer race without a bottle. Next month, on the 12th, I run a half with my sister and"
        " she will tell me how I look at mile ten."
    ),
    "cook2": (
        "Cooking is a family affair in our house. My mother says that a stew is a conversation. On "
        "Sunday I asked her what she puts in first, and she said onions, always onions, because "
        "they teach patience. I used to think that garlic comes first. I was wrong. From now on I "
        "will start with onions and ask my children whether they taste the difference. Respect for "
        "ingredients, communication between cooks: that is what I learned."
    ),
    "football2": (
        "In Saturday's match our coach put me on the left. I thought he had lost faith in me, "
        "because my first coach used to bench people that way. It made me play timidly. At halftime"
        " I asked him, and he said he wanted my cross. My mother was in the stands with the whole "
        "family and she saw it before I did. Next week I will practice crossing with Diego and ask "
        "the coach after the game whether it helped."
    ),
    "work": (
        "At our quarterly sales meeting the client said nothing for ten minutes. I assumed that he "
        "was unhappy with the price, because my first boss taught me so. I asked him what he "
        "needed. He said a later delivery date. So our team moved the date. On Monday I will call "
        "him and ask if it works."
    ),
}
ON_TOPIC = {
    "dogs and a train": (
        "I drive the early run, and a boy of six screams at the stop by the feed store, some days and not "
        "others. I figured it was the dog over there. I told his mama to keep the dog in mind and she says "
        "he loves dogs. Then she asked whether the train runs on those days, and it does. She has been "
        "listening for it his whole life. I put my cell on an index card for all nine of my families."
    ),
    "fam grandma two moms": (
        "Kayden has two moms and a donor uncle, and they live in a converted school bus. In October"
        " one of his moms came to the fence at recess and asked why he needs shoes. I thought she "
        "was teasing. I asked what shoes mean at home. She said they take them off to feel the "
        "ground. We agreed on socks."
    ),
    "deployed": (
        "Via a video call from a submarine base, his dad told us he wants Theo to learn to swim "
        "before anything in the plan. I had filed him under absent. I asked when he surfaces next, "
        "and he laughed. We set the next meeting on that day."
    ),
    "fishing family": (
        "The Doucets fish for shrimp and their boat leaves at three in the morning. Their daughter "
        "Elise is in my room. Her father told me at the dock that he cannot read our notes on the "
        "boat. I will record them from Monday on."
    ),
    "cookingfam": (
        "Mrs. Haddad cooked for the whole class: rice, lentils, onions, a pot as big as the table, "
        "spices I had never tasted, bread from the oven. She told me that her son eats nothing at "
        "lunch since nobody can say the name of his dish. I asked her how to say it."
    ),
    "somebody who is only she": (
        "The order came back blank a third time. I had figured she forgot it. She laughed at the door and "
        "said that twenty-six dollars is a tank of gas. I will print one picture and bring it on Friday."
    ),
}


def test_a_log_with_few_small_words_is_english():
    log = (
        'Notes, week of the 4th:\n- Mon. Sent attendance letter home, 2 pp.\n- Tue. Mother texted: "ok."\n'
        "- Wed. Meeting, 7:45. Mother, counselor, nurse, me.\n- Counselor talked 15 min. Nurse 5. Me 10. "
        "Mother spoke once (asked about lunch).\n- Signed plan 8:20.\n- Fri. Called her, asked about home."
    )
    assert read(log)["gate"] is None


@pytest.mark.parametrize("name", OTHER_LANGUAGES)
def test_another_language_gets_no_level_and_a_kind_reason(name):
    score = read(OTHER_LANGUAGES[name])
    assert score["gate"] == "non_english"
    for part in score["criteria"].values():
        assert part["level"] is None
        assert "a person" in part["reason"]


@pytest.mark.parametrize("name", ENGLISH)
def test_english_around_quotations_and_in_dialect_is_english(name):
    assert read(ENGLISH[name])["gate"] is None


@pytest.mark.parametrize("name", ELSEWHERE)
def test_an_eloquent_reflection_on_something_else_is_off_topic(name):
    score = read(ELSEWHERE[name])
    assert score["gate"] == "off_topic"
    assert {part["level"] for part in score["criteria"].values()} == {0}


@pytest.mark.parametrize("name", ON_TOPIC)
def test_a_family_unlike_any_other_is_on_topic(name):
    assert read(ON_TOPIC[name])["gate"] is None
