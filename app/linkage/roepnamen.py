"""Roepnamen: what somebody is called beside the name in the register, in the Netherlands.

Each line is one family of names. A name may stand in several: Jan is a Johannes and a Jan.
"""

from collections import defaultdict

FAMILIES = """
johannes johan jan hans hannes joop jo jannes johnny john sjaak sjonnie jantje
johanna joke jo hanneke hanna jannie janneke anneke jannetje johanneke joan annie
jacobus jacob jaap koos sjaak cobus kobus jacco jack ko
jacoba coba cobie jacqueline ko
cornelis cor kees cees corne nelis
cornelia cor corrie nel nelleke neeltje lia cora corry kee
petrus pieter piet peter pete peet
petronella nel nelly petra ella pietje nellie
wilhelmus willem wim will pim helmus william wil liam
wilhelmina mina wil willy wilma mien miep willemijn minke
hendrikus hendrik henk hein rik hendricus harry henkie henri
hendrika rika riek henny hennie drika riekie hendrikje
antonius anton antoon ton toon tom tony antonie teun
antonia toos tonnie ton toni antoinette
gerardus gerard geert gert ger gerrit gerry gerhard sjra
gerarda gerda gerrie geertruida geertje trudy truus gerritje
theodorus theodoor theo dorus door thee
franciscus frans frank cis francis
francisca cisca fransje francien francis sanne
adrianus adriaan ad arie adri janus arjan adrie adrian
adriana jana adri ada jaantje arianne adrie
martinus martijn martin tinus rien maarten tijn
martina tina martine tineke
nicolaas klaas nico niek nicolas nick niels claas nikolai nikola nikolaas
nicole nicolette nicky niki
maria marie mia ria marieke marijke mies riet mieke miep marja mariska maaike marian rietje mar
anna anne annie anneke ans anouk annet anita an annika annemiek anja
elisabeth elizabeth lies els bep betty lisa elise liesbeth liesje elly bets ellie beth elsje lisette ilse
catharina katharina karin trijn cato toos kaatje rina ina katja tineke kathy katy cathy trijntje carien kato
margaretha margriet greet greetje marga griet rita margot gretha grietje meta margje
helena leni lena helene ellen lenie hella heleen leen
aleida alida lida aly alie ali alieke
josephus jozef joseph jos sjef jef joep jose joost sef josef jozeph yusuf youssef
josephina josefien jose fien joos josine josien josephine
michael michiel michel giel maikel mike chiel mitchel mick
matthijs mathijs thijs matthias mathieu mattheus ties matheus matt mats thies
sebastiaan bas bastiaan sebas sebastian
christiaan christianus chris kris christian stijn stiaan
christina christine chris tina stien kris christel stientje
alexander alex lex sander xander sascha sacha aleksander alec
alexandra sandra alex xandra sacha lexi sascha
benjamin ben bennie benno benny
samuel sam sammie sammy
thomas tom tommie tommy maas
laurens laurentius lau laurent rens lourens
leonardus leonard leo lennard len leon
lambertus bert lambert bart lammert
albertus albert bert appie ab al
bartholomeus bart bartel mees
bernardus bernard ben bernd barend berend
gijsbertus gijsbert gijs bert
hubertus hubert huub bert huib
robertus robert rob bob robbie robin bert
rudolf ruud rolf roel dolf rudolph rudi
roelof roel roelf
everardus evert eef everhard
engelbertus bert engelbert
stephanus stefan steven stef stephan stephen
stephanie stef fanny stefanie steffie
paulus paul pol pauw
pauline paulien paula lien
simon siem sijmen
david daaf dave daan dafydd
daniel daan dan danny danie danillo
danielle daan dani daniela
dirk dick dirkje diederik theodoricus dik
frederik frederikus fred freek frits frerik
frederika freddy frederique riek rika
vincentius vincent cent vin
victor vic viktor
valentijn tijn valentin
maximiliaan max maxim maximilian maximus
julianus julian juul jules juliaan julien
juliana julia juul lia liana juultje
isabella isa bella isabel belle isabelle
sophia sophie fie fieke sofie sofia soof
emanuel manuel manus maan emmanuel
charlotte lot lotte charlot lottie sjarlot
carolina caroline lien carolien line carola karlijn
jasmijn jas jasmine yasmin jasmin yasmine mijn
eva eef evi evelien eefje eveline
florentina floor flora fleur florien
florentius floris floor
eleonora noor nora noortje ella ellen leonora eleonore
naomi noa nao
femke fem femmie
rosalie roos rosa rosalien rozemarijn
susanna suzanne sanne suus susan suze susanne
theresia thea trees tess teresa resie
veronica vera ronnie nica
victoria vicky toria viktoria
willemina mina willemien mien
mohammed mohamed muhammed muhammad mo mohammad mohamad muhamed mehmet mohand medo mimoun
ahmed ahmad ahmet achmed
youssef yusuf yousef yousuf joesoef josef youssouf
hassan hasan
hussein husein huseyin hoessein houssein hossein
abdullah abdallah abdellah abdulah abdul abdel
abderrahman abdurrahman abdul abdel abderrahim
ibrahim ebrahim brahim abraham bram ibo
ismail ismael
fatima fatma faten fadma fatoumata fatime fati
khadija hatice khadijah chadija
aicha ayse aisha aysha aisja
mustafa mustapha moustafa
said sait saeed
yasin yassin yassine jasin
zeynep zaynab zainab zineb
meryem mariam maryam miriam mirjam myriam
omar omer umar
osman othman uthman
suleyman sulaiman soulaiman soliman
ayoub eyup ayub job
bilal belal
aleksandra ola alexandra
malgorzata gosia
katarzyna kasia
agnieszka aga
andrzej andre andreas andries dries andrew andrej
grzegorz gregor greg
tomasz tomek thomas
jakub kuba jacob
piotr piotrek peter
zuzanna zuzia susanna
joao joan johan
""".strip().splitlines()


def _families() -> dict[str, frozenset[int]]:
    van_naam: defaultdict[str, set[int]] = defaultdict(set)
    for nummer, familie in enumerate(FAMILIES):
        for naam in familie.split():
            van_naam[naam].add(nummer)
    return {naam: frozenset(nummers) for naam, nummers in van_naam.items()}


VAN_NAAM = _families()
GEEN: frozenset[int] = frozenset()


def formal_names(roepnaam: str) -> tuple[str, ...]:
    """The names in the register that somebody who is called this may have; the first of each family."""
    return tuple(FAMILIES[nummer].split()[0] for nummer in sorted(VAN_NAAM.get(roepnaam, GEEN)))


def related(een: str, ander: str) -> bool:
    """Whether two folded names are known as forms of one name."""
    return not VAN_NAAM.get(een, GEEN).isdisjoint(VAN_NAAM.get(ander, GEEN))
