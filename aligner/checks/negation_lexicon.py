"""Words of German and English that deny, by how surely they do; written from knowledge of both languages."""

from __future__ import annotations

from typing import Final

from aligner.text.rules.rules import words

STRONG: Final = {
    "de": words(
        "nicht nichts nix nie niemals niemand niemanden niemandem niemandes nirgends nirgendwo nirgendwohin "
        "nimmer nimmermehr nich nischt nüscht net nee nö nirgendher "
        "kein keine "
        "keinen keinem keiner keines keins keinerlei keineswegs keinesfalls mitnichten weder ohne nein nichtmal"
    ),
    "en": words(
        "not no never nobody nothing nowhere none neither nor without cannot cant dont doesnt didnt isnt wasnt wont "
        "nothin nuthin nae dinnae cannae kinna ain't nope noone nought naught naw nah shan't amn't mustnt "
        "shouldnt couldnt wouldnt hasnt havent hadnt arent werent"
    ),
}
WEAK: Final = {
    "de": words(
        "statt anstatt außer ausser ausgenommen selten vergeblich vergebens umsonst unmöglich nichtig "
        "anstelle fern verboten tabu egal wenig wenige wenigen wenigsten null wurst wurscht schnuppe piepegal "
        "einerlei "
        "fehlanzeige gleichgültig umgehen umgeht umging umgingen umgangen umzugehen fehl entgegen umgekehrt "
        "gegenteilig"
    ),
    "en": words(
        "unable un scarce until till unless unable unbeaten oblivious incapacitated unemployed leery wary out-of "
        "rarely seldom instead rather except cant minus nil zero "
        "few little less false wrong impossible against non unless short nary ignorant ban "
        "except eliminated no-one"
    ),
}
WEAK_STEMS: Final = {
    "de": words(
        "veracht verachte hass hasst gehass verabscheu fehlt warn gewarn abgerat deaktiv abgeschalt abschalt "
        "ausgeschaltet ungesch hüte erübrig verschlossen arbeitslos immun befrei entlaste fehlen fehlend fehlschl "
        "mangel mängel verweiger weiger ableh abgeleh lehn verhinder vermeid "
        "vermied verzicht verbiet verbot "
        "scheiter gescheiter verpass versäum leugn bestreit bestritt bestreitet dementier entfall ausgeschlossen "
        "ausschlie ausgeschl misserfolg mißerfolg misslich misslang missling misslung mißl missbrauch missver "
        "misstrau unterlass unterlie nicht "
        "vernachlässig verhüt verweh entzieh entzog aufhör "
        "aufgehört blockier hinder schwerlich abwesen zweifel bezweifel kein nirgend "
        "verschwind verschwand verschwund ignorier unterbind unterbund stopp sperr gesperrt entbehr "
        "raushalt raushiel rausgehalt rauszuhalt heraushalt herausgehalt herauszuhalt fernhalt fernzuhalt ferngehalt "
        "freihalt ausbleib ausblieb ausgeblieb fernbleib fernblieb ferngeblieb wegbleib wegblieb weglass weggelass "
        "wegzulass auszulass auslass ausgelass überspring übersprung unterbleib unterblieb untersag widerleg entsag "
        "entledig aberkenn aberkann verwehr verwirk verwarf verworf verwerf zurückweis zurückgewies missacht missfall "
        "missfiel missrat missglück verkenn verkannt verfehl hapert gegenteil stillgelegt lahmgelegt ausgeblendet "
        "abzuraten abgewendet abgewehrt entzieh vorenthalt vorzuenthalt sträub gesträub hüten "
        "abschaff abgeschafft abrat verschon nichts erspar meid mied abgesehen falsch"
    ),
    "en": words(
        "despis scorn detest loathe hate hatred abhor fail warn caution deactiv exempt immun elud impenetr "
        "incommens indisting undetect indiscern inseparab imperm exonerat expel evict overlook lack refus deny "
        "deni avoid prevent missed missing misses absen reject declin forb banned banning prohibit stop "
        "ceas exclu neglect "
        "doubt disappear disagree dislik disadvant dishon disapprov discontinu disallow disabl "
        "disconnect disregard dispute disput dissatisf disobe disloy disbelie distrust disinclin disbar "
        "discourag discredit dismis displeas disqualif disproportion dissimil disarm discomfort discontent "
        "disappoint nonsens non- nondescript nonpro independ incapab incompet incomplet inconsist inconven incorrect "
        "indefin indirect inevit inexpens inexper infam infinit insan insens insignif insuffic "
        "insecur instab intoler invalid invis involunt irrat irregul irrelev irrespons irrevers irrit illeg illegit "
        "illog illiter immatur immoral immort impati imperfect imperson impolite impract improb improp impur imposs "
        "immob immeasur inabil inaccess inaccur inact inadequ inappropr inattent inaud incalcul incoher incompar "
        "incompat inconceiv inconclus incontest incur indecis indestruct indiff indiscr indisput ineff inefficien "
        "inelig inequal inexact inexcus inexplic inextric inflex inhosp inhum injust innumer inoper "
        "inop inseparab insol invari invinc irreconcil irrefut irreplac irresist immun misunderst mistrust "
        "misuse mislead misguid mismatch void empty withhold withh oppos resist banned block hinder "
        "devoid depriv skip omit waiv ignor contrary anti worthless bereft "
        "bypass sidestep circumvent preclud obviat forgo forfeit revok rescind repeal lacking barred refrain "
        "underwhelm "
        "shunn evad whithout wihtout relinquish abandon renounc repudiat rebuff desist unsaid "
        "defy defied abstain refrain unlike nonex nullif abolish"
    ),
}
SOFT: Final = {
    "de": words("nur erst lediglich bloß sonst jemals weniger schlecht anders allein höchstens andernfalls ungern "),
    "en": words(
        "only otherwise yet merely just anyone anybody anywhere "
        "lest bad apart aside beyond too different else rid longer"
    ),
}
NEARLY: Final = {
    "de": words("kaum schwerlich"),
    "en": words("hardly barely scarcely"),
}
"""Words that deny nearly all: the other side should deny or restrict something too."""
ADVERSE: Final = {
    "de": words(
        "schlecht schlechte schlechter schlechtes schlechten schlechtem übel böse arm leer leere leeren hart knapp "
        "weg fort heraus hinaus raus ab zurück gegen wider dagegen vorbei zuwenig wenig weniger geheim "
        "geheime geheimen geheimnis bloß allein tot blind taub stumm krank schwach stur fremd heimlich verschont "
        "sofort umgehend unverzüglich augenblicklich jenseits abseits entgegen trotz trotzdem dennoch "
        "statt lieber eher bald vermeintlich angeblich scheinbar fast beinahe nahezu mager dünn "
        "müde satt nackt kahl pleite bankrott kurz selten alt blöd dumm trocken letzte "
        "letzten letzter letztes einzig einzige einziger einziges einzigen einmalig ebenso genauso größte größten "
        "spätestens frühestens mindestens höchstens maximal minimal bestenfalls allenfalls wenigstens zumindest "
        "sonst andere anderen anderer anderes anders ander erst"
    ),
    "en": words(
        "bad poor ill evil worse worst hard tough difficult tricky out off away gone down over past up against back "
        "secret private hidden alone dead blind deaf dumb sick weak strange foreign stranger broken spare leave left "
        "instantly immediately promptly straight outright pure beyond outside despite "
        "rather soon almost nearly virtually supposedly thin tired fed naked broke short slow slim minimal minor "
        "small scant sparse crazy mad silly stupid quiet calm free dry anymore last sole sooner latest earliest "
        "least maximum minimum single unique other others otherwise "
        "under below within anyone anybody lonely idle silent mute apart opposite reverse old "
        "half partly partially part partial odd absurd ridiculous loath averse oblivious scared afraid late later "
        "early earlier enough such nary"
    ),
}
"""Words of lack, parting, harm or limit: beside one of them a negation may be said in other words."""
ADVERSE_STEMS: Final = {
    "de": words(
        "schlimm schwer schwier mühsam fürcht gefürcht hass hasst gehass verlor verlier verlust verbirg verborg "
        "versteck verstoß vergess vergaß vergiss verlass verließ verschwie geschwieg schweig ende beend endet geend "
        "feind hüte aufgeb aufgab aufgegeb bewahr schütz erübrig wegfall ausfall störung gestört "
        "zerstör kaputt hasse falsche fehler irr täusch lüg gelogen wenigst gering klein minder beschränk "
        "begrenz einschränk genüg weit fern entfern lösch gelösch befrei löst kritik protest verachte veracht "
        "ärger zorn traurig trauer bedau schade gefahr risik arbeitslos egal gleichgült müßig trüb getrüb "
        "entgeh entging entgang entgegen entkomm verweil spar ruhe verzög verspät spät vernicht "
        "tilg besei behüt erlasse erlös überflüss überhol veralt "
        "abweich widersprech widersprach widersprich widerspruch widersteh verneint verneinen absag absage geweiger "
        "sträub gesträub scheu gescheut bleib blieb geblieb verlern verhehl gegenteil"
    ),
    "en": words(
        "quits quitting forgo forget forgot ends runs fear hate hatred loath los hid hidden hide conceal leav "
        "ended ending finish enem beware "
        "protect spar damag broke disturb destroy ruin fault error mistak wrong lying worthl restrict limit "
        "confin constrain minim delet remov freed releas critic protest despis scorn anger angry sad griev sorr "
        "regret pity danger risk unemploy escap evad elud dodg shun scorn keep kept wait delay late outdat "
        "obsolet superflu redund deactiv switch contradict oppos resent object protest withst negat hesita "
        "shied remain stay cancel withdr suspend paus break eras destruct kill died die dying exhaust drain "
        "vanish distant remot innocen incapac differ diverg depart contrast strugg "
        "tough troubl problem stranger extinct perish clos shut strip drop cut forgo declin baffl confus "
        "puzzl stunn surpris amaz impenetr secre exclus sole ambig vagu anonym "
    ),
}
"""Beginnings of such words."""
OPPOSABLE: Final = {
    "de": words(
        "sicher klar möglich abhängig bekannt gewöhnlich zufrieden glücklich fähig wahrscheinlich "
        "gerecht schuldig "
        "vollständig genau richtig wichtig sichtbar verändert begrenzt beschränkt bestimmt vorbereitet "
        "freundlich höflich "
        "geduldig ehrlich treu gesund reif sauber ordentlich regelmäßig berechtigt erlaubt zulässig gültig "
        "wirksam wahr "
        "menschlich moralisch sozial politisch nötig erwartet erwünscht gewollt beabsichtigt bewusst verständlich "
        "verantwortlich vernünftig stabil interessant erfolgreich attraktiv angenehm bequem fair günstig "
        "beliebt populär "
        "perfekt erfahren gebildet bezahlt beteiligt betroffen beeindruckt fruchtbar schädlich denkbar vermeidbar "
        "erträglich zuverlässig vergleichbar legal logisch relevant akzeptabel kompetent tolerant effizient "
        "diskret aktiv "
        "sterblich eindeutig einig geeignet üblich willig wirtschaftlich verzüglich befriedigend befristet mittelbar "
        "ruhig vorsichtig gestört begründet verletzt gefährlich öffentlich demokratisch offiziell passend rentabel "
        "verbindlich schön zweifelhaft aufhaltsam beachtet bemerkt bewohnt besiegt gelöst lösbar haltbar getrübt "
        "schlüssig "
        "nütz würdig rein sachlich angemessen zumutbar gewiss beirrt mündig überwindlich entschieden "
        "entschlossen entgeltlich ermüdlich belehrbar berechenbar brauchbar durchlässig durchsichtig verkäuflich "
        "vermindert vermittelt verdächtig verdient verheiratet verschämt versehrt versöhnlich verträglich verwundbar "
        "vorhersehbar vorstellbar vorteilhaft weiblich wirklich wissend zeitgemäß zugänglich zulänglich "
        "zumutbar zutreffend beachtlich bedeutend bedenklich befugt befangen begreiflich behaglich beliebt bemannt "
        "benutzt berührt beschädigt beschwert beständig bestechlich bestritten bestreitbar beteiligt beugsam "
        "beweglich beweisbar bewaffnet beherrscht geduldig gebeten gebunden gebräuchlich geeignet gehorsam "
        "gelegen gelernt genießbar genutzt geprüft gesetzlich gewohnt gezwungen glaubhaft glaubwürdig gläubig "
        "greifbar heilbar kritisch lesbar leserlich lauter liebsam merklich messbar missverständlich musikalisch "
        "natürlich parteiisch pünktlich realistisch rechtmäßig redlich scharf scheinbar sinnig sittlich "
        "solide teilbar trennbar tätig verbesserlich vereinbar verfroren verhältnismäßig verwechselbar wegsam "
        "wesentlich wiederbringlich willkürlich zählig zertrennlich entbehrlich ersetzbar ersetzlich "
        "erfreulich erforscht erfüllt ergiebig erheblich erklärlich erledigt ermesslich erreichbar "
        "erschwinglich erschöpflich erschrocken erwähnt korrekt kompatibel konventionell konzentriert mobil"
    ),
    "en": words(
        "certain safe secure clear possible dependent known usual common happy satisfied able likely equal just fair "
        "guilty complete accurate correct important visible changed limited prepared friendly polite patient honest "
        "faithful loyal healthy clean tidy regular authorised authorized permitted valid effective real true "
        "human moral "
        "social political necessary expected wanted desirable intentional conscious aware understandable responsible "
        "reasonable stable interesting successful attractive pleasant comfortable favourable favorable popular "
        "perfect "
        "organised organized experienced educated paid involved affected impressed legal logical reversible relevant "
        "acceptable competent tolerant efficient active mortal willing conventional reliable official suitable "
        "restricted profitable democratic injured founded disputed bearable comparable dangerous binding hurt "
        "harmed tarnished expensive beautiful attractive adequate appropriate avoidable "
        "believable beloved biased breakable challenged checked civilised civilized concerned confirmed conscious "
        "consistent controlled convinced convincing damaged defeated defended defined deserved "
        "detected developed discovered disturbed doubted employed ending enforceable equipped "
        "eventful explained explored expected exciting familiar fashionable fit fitting "
        "foreseeable foreseen forgettable forgivable forgiven founded friendly fruitful fulfilled gainly grateful "
        "harmful heard helpful identified imaginable impressive inhabited informed inspired intelligible intended "
        "interested interrupted invited justified known lawful leaded licensed licenced likely locked lucky manned "
        "married marked matched mistakable natural noticed noticeable occupied opened opposed orthodox "
        "paralleled planned pleasant precedented predictable prejudiced productive published qualified questionable "
        "readable realistic recognised recognized recorded related relenting repeatable resolved satisfactory "
        "scathed seen selfish settled shakable skilled solved sound specified spoiled stoppable supported surpassed "
        "sustainable tested tenable thinkable touched trained treated troubled truthful used useful usable "
        "verified wanted warranted welcome wise worthy written evitable capable flexible formal frequent direct "
        "discriminate effectual finite hospitable humane numerable operable precise separable sincere solvable "
        "tolerable tractable variable vincible violable visible credulous curable mature mobile modest "
        "pure practical probable mortal measurable partial patient perceptible rational relevant responsible "
        "honest obedient advantage orderly similar continuous agreeable comfort content proportionate reputable"
    ),
}
"""Beginnings of words that are turned into their opposite by prefix."""
CONTRARY: Final = (
    (
        words("selten rarely seldom infrequent"),
        words("oft häufig immer meist often frequent always usual regular regelmäßig ständig stets constant"),
    ),
    (words("wenig few little"), words("viel many much zahlreich numerous")),
    (
        words("verbot verbiet untersag forbid forbad prohibit banned disallow"),
        words("erlaub gestatte zulass zulässig zugelassen genehmig allow permit authori"),
    ),
    (
        words("ablehn abgelehn lehnt weiger verweiger zurückweis zurückgewies reject refus declin"),
        words("annehm angenomm akzeptier zustimm zugestimm billig accept approv agree"),
    ),
    (
        words("verhinder unterbind vermeid prevent avoid hinder"),
        words("ermöglich erleichter förder enabl facilitat promot"),
    ),
    (
        words("scheiter misslang misslung misslingt fehlschl fail"),
        words("gelang gelung gelingt geling klappt succe manag"),
    ),
    (
        words("fehlt fehlen fehlte mangel lack absen missing"),
        words("vorhanden reichlich überfluss plent abundan ample presen"),
    ),
    (
        words("leugn bestreit bestritt deny denie"),
        words("zugeb zugegeb gab gesteh gestand gestanden einräum admit confess acknowledg"),
    ),
    (words("niemand nobody none keiner"), words("jedermann everybody everyone")),
    (
        words("kaum hardly barely scarcely"),
        words("leicht problemlos mühelos easily fully völlig vollständig fast almost nearly"),
    ),
)
"""Beginnings of words that say the contrary of each other: (denying, affirming)."""
