"""English, for the sentence splitter."""

from __future__ import annotations

from aligner.text.rules.rules import Rules, endings, words
from aligner.text.rules.suppressions import ENGLISH_SUPPRESSIONS

# Before names: titles and ranks.
_TITLES = words(
    "mr mrs mx dr prof messrs mme mlle gen maj col lt capt cmdr cpl sgt adm brig pvt pfc gov sen sens",
    "reps supt insp hon revd msgr abp atty asst fr mmes mlles rt.hon bp sra dra hr hrn dipl.-ing",
    "frl ltc ltg bgen amb comdr cmdt sfc ssgt tsgt msgt cwo vice-pres drs",
)
# Adverbs, prepositions and conjunctions: something must follow them.
_CONNECTING = words("ca e.g i.e cf viz vs approx incl excl esp resp p.s ps a.k.a w.r.t f.k.a n.b orig transl")
# Before the number of a passage or a telephone.
_REFERENCES = words("pp vols nos figs eq eqs reg paras sects subsec subsect nn tel")
# Before the names of mountains.
_PLACES = words("mt mts")

ENGLISH = Rules(
    needs_next=_TITLES | _CONNECTING | _REFERENCES | _PLACES,
    may_end=words(
        "jr sr esq inc corp ltd co cos bros llc plc dept univ assn assoc govt natl intl mfg est ed eds al",
        "ibid st ave blvd rd hwy apt bldg rte ste pkwy rep rev pres det op cit suppl supp dist a.m p.m u.s",
        "u.s.a u.k u.n e.u d.c l.a n.y b.c a.d b.c.e c.e ph.d m.a b.a m.d d.d.s b.s m.s m.b.a j.d ll.b ll.d",
        "r.i.p p.o s.a ff lb lbs oz ft ms mph yd yds hr hrs min mins sec secs yr yrs mos avg ariz calif",
        "colo fla ida kans minn mont nebr nev okla penn tenn wis wisc wyo ont que alta sask",
        "str pl gmbh",
    )
    | ENGLISH_SUPPRESSIONS,
    before_number=words(
        "no n° nº ext art fig sec p ch pt bk vol para ref jan feb mar apr jun jul aug sep sept oct nov dec",
        "sun mon tue tues wed thu thur thurs fri sat prov matt rom deut chron jn lk mk l ll n",
        "max temp wt ht cor thess eph exod eccl eccles ezek zech philem lev ps pss hab hag zeph obad neh",
        "macc kgs",
    ),
    before_reference=words(
        "chap chaps ch app apps ex exs exh exx sect sects sec secs subsec subsect cl sch sched art ann fig pl eq ref",
        "para pt bk vol ser suppl ext rm ste reg exhs",
    ),
    books=words(
        "phil isa jer gal hos heb jas pet rev tit bar sir wis tob gen job dan sam mark num am mic tim jon col est",
        "ruth acts joel john luke mal nah jude song judg",
    ),
    numbered=words("no nos nr"),
    suffixes=endings("str"),
    starters=words(
        "the a an this that these those i you he she it we they my your his her its our their one ones who",
        "whom whose what when where why how which there here and but or nor so yet for if then thus hence",
        "because although though while whereas since until unless whether after before once as in on at by",
        "from with without to of about into over through during against between among under upon within",
        "despite according like unlike except beyond behind along across outside inside per toward towards",
        "some any all both each every many most much few several other others another such no none not",
        "nobody nothing everyone everybody everything someone somebody something anyone anybody anything",
        "neither either however moreover furthermore therefore meanwhile otherwise instead nevertheless",
        "nonetheless also too even only just still again now today yesterday tomorrow later soon never ever",
        "always often sometimes perhaps maybe indeed finally eventually secondly firstly next recently",
        "currently generally usually similarly additionally consequently unfortunately fortunately is are",
        "was were be been do does did has have had can could will would shall should may might must let",
        "don't please thanks yes yeah ok okay oh well hi hello see two three four five six seven eight nine",
        "ten more less",
    ),
    lowercase_starters=words(
        "i i'm i've i'll i'd it it's we we're they they're he she you this that there's thats what how my",
        "the so but and if when please thanks",
    ),
    whole_word_endings=endings("e y ing ed er es rs ns ls ks ds nts ll ck ght ion ment ow wn"),
    labels=words(
        "vitamin plan type group grade class hepatitis influenza option point appendix exhibit category",
        "team model phase figure table section chapter part level stage step room gate track line letter",
        "schedule column columns row rows article item unit",
    ),
    speech_verbs=words(
        "said asked cried shouted replied answered whispered exclaimed called demanded muttered murmured",
        "yelled screamed inquired enquired says asks wondered added continued laughed sighed snapped",
        "growled gasped interrupted repeated returned observed remarked began",
    ),
    months=words("january february march april may june july august september october november december"),
    ordinals=False,
    casual_words=words("i i'm i've i'll i'd u ur im ive dont cant didnt plz pls"),
)
