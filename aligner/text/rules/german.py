"""German, for the sentence splitter."""

from __future__ import annotations

from aligner.text.rules.rules import Rules, endings, words
from aligner.text.rules.suppressions import GERMAN_SUPPRESSIONS

# Before names: titles, ranks, degrees, and `geb.`, `verw.` with their kind.
_TITLES = words(
    "dr prof hr hrn fr frl dipl ing jur rer nat habil theol oec h.c hl st sel geb gest verh verw hptm",
    "lt oblt oberstlt maj uffz kgl kais ew exz msgr dres mme mlle mr mrs ms messrs bgm bgmin min.dir min.rat",
    "fa fam hll frhr gfn rev p.a stud cand mag.a bakk lic pd priv.-doz univ.-prof ass.-prof ao",
)
# Adverbs, prepositions and conjunctions, participles: something must follow them.
_CONNECTING = words(
    "z.b d.h d.i i.e e.g vgl bzw bspw ca evtl ggf ggfs sogen insb insbes z.hd z.hdn inkl exkl einschl",
    "zzgl abzgl bzgl betr mind urspr ehem eigtl zit vs resp ggü i.v.m i.s.d i.s.v i.h.v i.r.d n.b u.u",
    "m.a.w m.w i.b i.g s.a cf p.s p.p i.a i.v gem entspr durchschn zus gegr begr ges gesch abgek umg",
    "rd zwisch ungef bes vorauss mgl wg einschließl ausschl jeweil u.zw ugs altgr griech.-lat sprichw",
    "übl angebl mögl o.g s.g u.g d.d z.zt z.z z.t v.a a.a.o.s i.w i.e.s i.w.s m.e.w",
)
# Adjectives, which stand before their noun.
_ADJECTIVES = words(
    "dt engl franz frz lat griech ital span russ tschech türk arab hebr schwed dän norw niederl österr",
    "amerik europ chin kath evang röm jüd luth nördl südl östl westl staatl städt öffentl gesetzl jährl",
    "monatl tägl wöchentl geschäftl persönl schriftl mündl wissenschaftl techn chem phys biol histor",
    "landw gewerbl allg versch schwäb preuß sächs fränk ahd mhd nhd ev evgl lutherisch-ref ref orth kath städt",
    "württ hess westf thür pfälz berl hamb brem dtsch dts poln ungar rumän bulg isl",
    "portug brasil jap korean indones pers rus ukr lit lett estn kroat serb bundesdt landesgesetzl gemeinnütz",
    "steuerl rechtl vertragl sachl zeitl örtl inhaltl sprachl künstl elektr elektron mechan hydraul therm opt akust",
    "math geogr geol astron zool med.-techn pharm psych soziol polit wirtschaftl ökon kirchl weltl",
)
# Before the number or name of a passage, an address, an editor.
_REFERENCES = words(
    "nr nrn abs abschn abb bd bde ziff anm fn rn rdn rdnr rz bl az tel mobiltel hrsg hg hgg übers bearb",
    "einl lfg sp zl jgg bgbl gbl buchst § §§ erwgr postf kto ziffn bde hft bln plz blz iban-nr kto.-nr",
)

GERMAN = Rules(
    needs_next=_TITLES | _CONNECTING | _ADJECTIVES | _REFERENCES,
    may_end=words(
        "usw usf etc med phil mag gen sog u.a u.ä u.ae o.ä o.ae u.dgl o.dgl dgl u.v.a u.v.m u.v.a.m u.a.m",
        "u.s.w u.s.f m.e m.m s.o s.u f ff a.d e.v a.a.o a.o ebd chr v.chr n.chr v.u.z n.u.z d.j d.ä jr sr",
        "jun sen i.d.r i.r i.l m.b.h mbh mrd mio tsd std min sek jh jhd jhdt jhs tgl stk stck pkt mill str",
        "pl hbf bhf abt univ inst akad kfz co inc corp ltd bros cie gebr nachf aufl jg verl diss reg bez",
        "ave blvd hwy pkwy apt ste dept prozentpkt pkte stdn jahrt umdr kal gew geschw stckz ausf ausst erdg stockw",
        "prov kr max temp whg zi d.a a.m p.m ed eds vol u.s u.s.a d.c n.n o.j o.o b.c lfd spez lkr wg uä oä",
    )
    | GERMAN_SUPPRESSIONS,
    before_number=words(
        "art n° nº s sa mo di mi do jan jän feb febr mär apr jun jul aug sept sep okt nov dez beil lit best",
        "ps kor mos joh röm matth mt lk apg offb jes jer kap tab pos hs par",
        "thess gal eph petr jak hebr spr koh hes sach kön makk weish klgl dtn phlm",
    ),
    before_reference=words(
        "anl anh anm art abb app beil best lit kap ziff tab taf skizz gl bsp erl teilz ber unterabs unterpkt satzz",
        "hs lfd kd rechn rg tel fax mat ser inv az gesch-z whg zi et stg",
        "stk blg pkt tz nrn rz ü ref vorb rdschr begl formbl mbl aufg üb lekt blatt.-nr ek",
    ),
    books=words("phil sam chr sir jud lev ex dan am hos mich tim tit hab mal neh esr est rut ri num gen"),
    numbered=words("nr nrn no"),
    suffixes=endings("str pl nr"),
    starters=words(
        "der die das den dem des ein eine einer eines einem einen kein keine keiner keines keinem keinen",
        "ich du er sie es wir ihr man mich dich ihn uns euch mir dir ihm ihnen mein meine meiner meinem",
        "meinen dein deine sein seine seiner seinem seinen seines ihre ihrer ihrem ihren ihres unser unsere",
        "unserer unserem unseren euer eure dieser diese dieses diesem diesen jener jene jenes jenem jenen",
        "jeder jede jedes jedem jeden alle allen aller alles viele vielen einige manche mancher mehrere",
        "beide beiden solche solcher derjenige diejenigen derselbe dasselbe dies wer wen wem wessen was wie",
        "wo wohin woher wann warum weshalb wieso weswegen wozu wodurch womit wofür welche welcher welches",
        "und oder aber denn sondern doch sowohl weder entweder als wenn weil da dass daß obwohl obgleich",
        "während nachdem bevor ehe bis seit seitdem sobald solange ob falls sofern soweit indem damit in im",
        "ins an am ans auf aufs aus bei beim mit nach von vom vor vorm zu zum zur über übers unter durch",
        "für gegen ohne um zwischen trotz wegen laut neben hinter außer innerhalb außerhalb angesichts",
        "aufgrund dank statt anstatt mithilfe infolge hinsichtlich bezüglich gegenüber entlang gemäß ab je",
        "per pro hier dort dann danach davor dabei dafür dagegen daher darum darauf daraus darin darüber",
        "davon dazu dadurch daneben daran daraufhin deshalb deswegen dennoch trotzdem außerdem zudem jedoch",
        "allerdings auch noch nur schon so sehr heute gestern jetzt nun bald später früher zuerst zunächst",
        "zuletzt zuvor schließlich endlich inzwischen mittlerweile bereits immer nie niemals oft häufig",
        "manchmal vielleicht wahrscheinlich ja nein etwa nicht nichts niemand jemand etwas insgesamt",
        "anschließend ferner hinzu derzeit eigentlich einerseits andererseits ebenso ebenfalls erst",
        "gleichzeitig hierbei hierzu hierfür hiermit indes indessen immerhin jedenfalls kurz leider",
        "natürlich sogar sonst stattdessen tatsächlich teilweise überdies übrigens vielmehr wobei wohl",
        "zugleich zwar ist sind war waren hat haben hatte wird werden wurde wurden kann können konnte muss",
        "soll sollte sollten dürfen möchte gibt bin wäre hätte würde lassen ebendiese seither damals einst",
        "einmal plötzlich sofort wieder kaum ganz genau gerade allem umso desto dessen deren ihretwegen",
        "bisher besonders lediglich letztlich nachher selbst somit also folglich demnach demzufolge",
        "infolgedessen währenddessen unterdessen weiterhin meist meistens",
    ),
    lowercase_starters=words(
        "ich wir es er das dies diese dieser der die man aber und wenn auch sie mein meine leider ein eine",
        "nur alles also in im bei beim war hier da dann zum zur für vor was wie wer so nach am an auf kann",
        "habe haben sehr super",
    ),
    whole_word_endings=endings("en e er em es et ern eln ung keit heit lich isch haft iert"),
    labels=words(
        "rang platz seite nummer kapitel artikel band teil gleis zimmer raum haus tor linie route stufe",
        "klasse kategorie gruppe typ phase punkt absatz satz anhang anlage abbildung tabelle version",
        "windows vitamin plan hepatitis modell serie staffel folge level runde akt szene vers strophe",
        "position ziffer paragraph paragraf schritt lektion jahrgang größe grad alter note startnummer nr",
        "nrn abs abschn abb bd s anm fn kap art ziff rn rz bl tab lit zl sp jg az tel § hausnummer kanal",
        "spalte spalten zeile rund etwa knapp fast circa plus minus mal mindestens höchstens maximal sektor",
        "block zone stand bühne terminal abschnitt aufgabe",
    ),
    speech_verbs=frozenset(),
    months=words(
        "januar jänner februar feber märz april mai juni juli august september oktober november dezember",
        "jan feb febr mär apr jun jul aug sep sept okt nov dez",
    ),
    ordinals=True,
    casual_words=frozenset(),
)
