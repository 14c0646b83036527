// The small words of questions, by language: they weigh little, but never nothing.

/// Words that say how something is asked, not what.
enum FunctionWords {
    /// The words of a language, folded; none where nobody has written them down.
    static func of(language: String) -> Set<String> {
        let words = lists[String(language.prefix { $0 != "-" })] ?? ""
        return Set(words.split { $0 == " " || $0 == "\n" }.map(String.init))
    }

    private static let lists = [
        "en": """
        a about all also am an and any are as at be because been being both but by can cannot cant could
        couldnt did didnt do does doesnt doing dont each else ever few for from had has hasnt have havent
        having he her here hers him his how i id if ill im in into is isnt it its itself ive just let lets
        like ll me might mine my myself of on one or other our ours own please possible re really s shall
        she should so some something such t than that thats the their them then there these they thing
        this those to too us ve very want was wasnt way we were what whats when where which while who whom
        whose why will with would wouldnt you your yours yourself
        """,
        "de": """
        aber alle allem allen aller alles als also am an andere auch auf aus bei beim bin bis bitte da damit
        dann das dass dein deine dem den denn der des dessen die dies diese diesem diesen dieser dieses doch
        dort du durch ein eine einem einen einer eines er es etwas euer fur geht gibt habe haben hat hatte
        hier ich ihm ihn ihnen ihr ihre im in ins ist ja jede jedem jeden jeder jedes kann kannst kein keine
        konnen konnte lassen machen man mehr mein meine meinem meinen meiner mich mir mit mochte mochten muss
        mussen nach nicht noch nun nur ob oder ohne schon sehr sein seine sich sie sind so soll sollen
        sollte sondern tun uber um und uns unser unsere unter vom von vor war waren warum was weil welche
        welchem welchen welcher welches wenn wer werde werden weshalb wie wieder wieso will wir wird wo
        wurde wurden zu zum zur zwischen
        """,
        "fr": """
        a ai alors apres as au aucun aussi autre aux avant avec avoir c ca car ce cela ces cet cette chez ci
        comme comment d dans de des donc dont du elle elles en encore entre est et etait etant ete etre eu
        faire fait faut il ils j je l la le les leur leurs lui m ma mais me meme mes moi mon n ne ni nos
        notre nous on ont ou par parce pas peut peux plus pour pourquoi puis qu quand que quel quelle
        quelles quels qui quoi s sa sans se sera ses si son sont sous sur t ta te tes toi ton tous tout
        toute toutes tres tu un une vers veux vos votre vous y
        """,
        "es": """
        a al algo antes aqui asi aun cada como con cual cuales cuando cuanto de del desde donde dos el ella
        ellas ellos en entre era es esa ese eso esta estaba estan estar estas este esto estos fue ha hace
        hacer hacia han hasta hay la las le les lo los mas me mi mis mucho muy nada ni no nos nosotros o os
        otra otro otros para pero poco por porque puede puedo pues que quien quiero se sea ser si sin sobre
        son soy su sus tambien tan te tengo tiene todo todos tu tus un una uno unos usted y ya yo
        """,
        "it": """
        a ad ai al alla alle allo anche ancora avere c che chi ci come con cosa cui da dal dalla dei del
        della delle dello devo di dove dopo e ed era essere fa fare fra gli ha hai hanno ho i il in io l la
        le lei li lo loro lui ma mi mia mio molto ne nei nel nella no noi non o ogni per perche piu posso
        prima puo qual quale quali quando quanto quella quello questa queste questi questo qui se sei si sia
        sono sta su sua sul sulla suo te ti tra tu tua tuo tutti tutto un una uno vi voi vorrei
        """,
        "pt": """
        a ao aos as ate com como da das de dela dele deles depois do dos e ela elas ele eles em entre era
        essa esse esta estao estar este eu faco fazer foi ha isso isto ja la lhe mais mas me mesmo meu minha
        muito na nao nas nem no nos nossa nosso num numa o onde os ou para pela pelo pode por porque posso
        qual quais quando que quem quero se sem ser seu seus so sobre sua suas tambem te tem tenho ter teu
        tu tua um uma voce voces
        """,
        "nl": """
        aan af al alle als ben bij daar dan dat de deze die dit doe doen door dus een en er ga gaan geen
        had heb hebben heeft hem het hier hij hoe hun ik in is ja je jij jou jouw kan kun kunnen maar me
        meer men met mij mijn moet na naar niet nog nu of om omdat ons onze ook op over te tegen toch toen
        tot u uit uw van veel voor waar waarom wanneer wat we wel welke werd wie wij wil worden wordt zal ze
        zelf zich zij zijn zo zonder zou
        """,
        "ru": """
        а без бы был была были было быть в вам вас весь во вот все всего всех вы где да для до его ее если
        есть еще же за здесь и из или им их к как какая какие какой когда кто ли мне может можно мой моя мы
        на над надо нам нас не него нее нет ни них но ну нужно о об он она они оно от очень по под почему
        при про с сам со так также такой там тебе тем то того тоже только том ты у уже хочу чего чем через
        что чтобы эта эти это этого этой этом этот я
        """,
    ]
}
