//! The words of this grammar: alternatives with their meaning. A plural and a
//! third person are understood with their stem.
#![allow(clippy::enum_glob_use, reason = "a table of nothing but marks")]

use super::mark::Concept::{
    Capacity, Carbon, Compute, Consumption, DataCenter, Electricity, Generation, Installed, Load,
    LowCarbon, Peak, Plants, Price, Racks, Renewable, Solar, Spare, Storage, Supply, Wind,
};
use super::mark::Mark;
use super::mark::Mark::*;
use crate::model::claim::Comparator::{Approximately, AtLeast, AtMost, Equal, LessThan, MoreThan};
use crate::model::claim::Modal;
use crate::model::unit::Currency::{Cny, Eur, Gbp, Usd};

/// Phrases, alternatives apart by `|`, and what they mean.
#[rustfmt::skip]
pub(super) const WORDS: &[(&str, Mark)] = &[
    // Numbers.
    ("one", NumberWord(1.0)),
    ("two", NumberWord(2.0)),
    ("three", NumberWord(3.0)),
    ("four", NumberWord(4.0)),
    ("five", NumberWord(5.0)),
    ("six", NumberWord(6.0)),
    ("seven", NumberWord(7.0)),
    ("eight", NumberWord(8.0)),
    ("nine", NumberWord(9.0)),
    ("ten", NumberWord(10.0)),
    ("eleven", NumberWord(11.0)),
    ("twelve", NumberWord(12.0)),
    ("fifteen", NumberWord(15.0)),
    ("thirteen", NumberWord(13.0)),
    ("fourteen", NumberWord(14.0)),
    ("sixteen", NumberWord(16.0)),
    ("seventeen", NumberWord(17.0)),
    ("eighteen", NumberWord(18.0)),
    ("nineteen", NumberWord(19.0)),
    ("dozen", NumberWord(12.0)),
    ("twenty", NumberWord(20.0)),
    ("thirty", NumberWord(30.0)),
    ("forty", NumberWord(40.0)),
    ("fifty", NumberWord(50.0)),
    ("sixty", NumberWord(60.0)),
    ("seventy", NumberWord(70.0)),
    ("eighty", NumberWord(80.0)),
    ("ninety", NumberWord(90.0)),
    ("hundred", Scale(1e2)),
    ("thousand", Scale(1e3)),
    ("million|mn|mln", Scale(1e6)),
    ("billion|bn|bln", Scale(1e9)),
    ("trillion|tn|trn", Scale(1e12)),
    ("quadrillion", Scale(1e15)),
    ("lakh", Scale(1e5)),
    ("crore", Scale(1e7)),
    ("万", Scale(1e4)),
    ("亿", Scale(1e8)),
    ("half", Part(0.5)),
    ("third", Part(1.0 / 3.0)),
    ("first|1st", Place(1)),
    ("second|2nd", Place(2)),
    ("3rd", Place(3)),
    ("fourth|4th", Place(4)),
    ("5th", Place(5)),
    ("quarter", Part(0.25)),
    ("fifth", Part(0.2)),
    ("sixth", Part(1.0 / 6.0)),
    ("seventh", Part(1.0 / 7.0)),
    ("eighth", Part(0.125)),
    ("ninth", Part(1.0 / 9.0)),
    ("tenth", Part(0.1)),
    ("eleventh", Part(1.0 / 11.0)),
    ("twelfth", Part(1.0 / 12.0)),
    ("thirteenth", Part(1.0 / 13.0)),
    ("fourteenth", Part(1.0 / 14.0)),
    ("fifteenth", Part(1.0 / 15.0)),
    ("sixteenth", Part(1.0 / 16.0)),
    ("twentieth", Part(0.05)),
    ("fiftieth", Part(0.02)),
    ("twice|double|twofold|two fold", Multiple(2.0)),
    ("triple|thrice|treble|threefold|three fold", Multiple(3.0)),
    ("quadruple|fourfold|four fold", Multiple(4.0)),
    ("quintuple|fivefold|five fold", Multiple(5.0)),
    ("sixfold|six fold", Multiple(6.0)),
    ("sevenfold|seven fold", Multiple(7.0)),
    ("eightfold|eight fold", Multiple(8.0)),
    ("ninefold|nine fold", Multiple(9.0)),
    ("twelvefold|twelve fold", Multiple(12.0)),
    ("twentyfold|twenty fold", Multiple(20.0)),
    ("tenfold|ten fold", Multiple(10.0)),
    ("doubled|doubling", Multiplied(2.0)),
    ("tripled|tripling|trebled", Multiplied(3.0)),
    ("quadrupled|quadrupling", Multiplied(4.0)),
    ("quintupled", Multiplied(5.0)),
    ("halved|halving|halve", Multiplied(0.5)),
    ("time|×|x|fold", Times),
    ("factor of|a factor of", Factor),
    ("among|amongst|one of", Among),
    ("%|percent|per cent|pct", Percent),
    ("percentage point|pp", Points),
    // Units.
    ("kwh|kilowatt hour|kilowatthour|千 瓦 时|度|unit of electricity|unit of power|unit",
     Energy(1e-9)),
    ("mwh|megawatt hour|megawatthour", Energy(1e-6)),
    ("gwh|gigawatt hour|gigawatthour", Energy(1e-3)),
    ("twh|terawatt hour|terawatthour", Energy(1.0)),
    ("pwh|petawatt hour", Energy(1e3)),
    ("mu|million unit", Energy(1e-3)),
    ("bkwh|bu", Energy(1.0)),
    ("kw|kilowatt|千 瓦", Power(1e-6)),
    ("mw|megawatt", Power(1e-3)),
    ("gw|gigawatt|gwe", Power(1.0)),
    ("tw|terawatt", Power(1e3)),
    ("$|usd|us$|dollar|us dollar", Money(Usd, 1.0)),
    ("cent|us cent|american cent|¢|c", Money(Usd, 0.01)),
    ("yuan|cny|rmb|renminbi|¥|元", Money(Cny, 1.0)),
    ("fen", Money(Cny, 0.01)),
    ("euro|eur|€", Money(Eur, 1.0)),
    ("euro cent|eurocent|ct", Money(Eur, 0.01)),
    ("pound|gbp|£|sterling", Money(Gbp, 1.0)),
    ("pence|penny|p", Money(Gbp, 0.01)),
    ("gram|g|gramme", Mass(1.0)),
    ("gco2|gco2e|gco2eq", Mass(1.0)),
    ("kilogram|kg|kilo|kgco2|kgco2e", Mass(1e3)),
    ("tonne|ton|metric ton|tco2|tco2e", Mass(1e6)),
    ("co2|carbon|co2e|co2eq|co2 equivalent|carbon dioxide|of carbon dioxide|of co2", Co2),
    ("gigaflop|gflop|gigaflop per second", Flops(1e-9)),
    ("teraflop|tflop|teraflop per second", Flops(1e-6)),
    ("petaflop|pflop|petaflop per second|pflop / s", Flops(1e-3)),
    ("exaflop|eflop|exaflop per second|eflop / s|exaflop / s", Flops(1.0)),
    ("zettaflop|zflop|zettaflop per second|zflop / s", Flops(1e3)),
    ("terabyte|tb", Bytes(1e-6)),
    ("petabyte|pb", Bytes(1e-3)),
    ("exabyte|eb", Bytes(1.0)),
    ("zettabyte|zb", Bytes(1e3)),
    // Little words.
    ("a|an", Article),
    ("of|out of", Of),
    ("over the course of|in the course of|in|inside|within|throughout|across|as of|at|during", In),
    ("per|for each|for every|for a|for one", Per),
    ("every|each|all|all of|the whole of|entire|the entire", Every),
    ("every second|every other", Part(0.5)),
    ("every third", Part(1.0 / 3.0)),
    ("every fourth", Part(0.25)),
    ("every fifth", Part(0.2)),
    ("every tenth", Part(0.1)),
    ("and|&|plus|as well as", And),
    ("or", Or),
    ("to|and up to", To),
    ("from", From),
    ("between", Between),
    ("than", Than),
    ("as", As),
    ("that is|that was|that 's", ThatIs),
    ("that of|those of|that in|those in|what", That),
    ("both", Both),
    ("rest of the world|rest of the planet|rest of the globe|everyone else|all other country|\
      every other country|other country|rest of world|everybody else|everyone else|all other|\
      all the other|every other nation|all other nation|other nation combined", Rest),
    ("outside|excluding|without|other than|except|apart from|minus|ex", Without),
    ("again", Again),
    ("between them|combined|together|put together|taken together|in total|added together", Together),
    ("any other country|any other nation|anyone else|anybody else|any country|any other state|\
      any other", AnyOther),
    // Subjects.
    ("electricity|power|electric|electrical|electric power|grid|power system|energy",
     Mark::Concept(Electricity)),
    ("power plant|power station|generator|plant|farm|farms", Mark::Concept(Plants)),
    ("supply|supplied|supplying|deliver|delivered|provide|provided|furnish|furnished",
     Mark::Concept(Supply)),
    ("power supply|electricity supply|power base|supply of power|supply of electricity",
     Mark::Concept(Supply)),
    ("generate|generated|generating|generation|produce|produced|producing|production|output|\
      make|made|yield|yielded|churn out|churned out|crank out|cranked out|turn out|turned out|\
      pump out|pumped out|put out|managed",
     Mark::Concept(Generation)),
    ("consume|consumed|consuming|consumption|use|used|using|usage|demand|need|draw|drew|drawn|\
      burn through|burned through|burnt through|eat up|ate up|took|take|devour|devoured|\
      gobble up|gobbled up|get through|got through|go through|went through|gone through|\
      gulp|gulped|gulp down|gulped down|gulping down|swallow up|swallowed up|guzzle down|\
      guzzled down|guzzling down|chew through|chewed through|run through|ran through|suck up|sucked up|soak up|soaked up|\
      absorb|absorbed|swallow|swallowed|require|required|requirement|appetite|guzzle|\
      guzzled", Mark::Concept(Consumption)),
    ("capacity|generating fleet|power fleet|fleet", Mark::Concept(Capacity)),
    ("installed|nameplate|generating capacity|installed capacity|installed base",
     Mark::Concept(Installed)),
    ("peak|peak load|peak demand|maximum load|maximum power load|maximum demand|highest load|\
      record load|highest demand|peaked|peaking|summer peak|winter peak", Mark::Concept(Peak)),
    ("load", Mark::Concept(Load)),
    ("spare|reserve|surplus|excess|idle generating|headroom|slack", Mark::Concept(Spare)),
    ("data center|datacenter|server farm|computing center|data hall|server hall|computing hub",
     Mark::Concept(DataCenter)),
    ("solar|photovoltaic|pv|sun|sunshine|panel|solar panel", Mark::Concept(Solar)),
    ("wind|turbine|wind turbine|windmill", Mark::Concept(Wind)),
    ("renewable|green|renewable energy|renewable source|green source", Mark::Concept(Renewable)),
    ("nuclear and renewable|renewable and nuclear|wind solar and nuclear|\
      nuclear and renewable energy|renewable plus nuclear", Mark::Concept(LowCarbon)),
    ("low carbon|low emission|clean|carbon free|zero carbon|non fossil|zero emission|\
      emission free", Mark::Concept(LowCarbon)),
    ("hand over|handed over|price|priced|tariff|cost|pay|paid|paying|rate|charge|charged|bill", Mark::Concept(Price)),
    ("carbon intensity|carbon intensive|carbon heavy|emission intensity|emission factor|\
      carbon footprint|emit|emitted|emission|carbon laden|dirty|dirtiness", Mark::Concept(Carbon)),
    ("computing power|compute|computing|ai compute|ai computing|ai computing power|\
      intelligent computing|intelligent computing power|computing capacity|compute capacity|\
      ai capacity|ai processing power|processing power|supercomputing power|smart computing",
     Mark::Concept(Compute)),
    ("rack|standard rack|server rack|cabinet|standard server rack", Mark::Concept(Racks)),
    ("storage|store|stored|data storage|storage capacity|data storage capacity|storage volume",
     Mark::Concept(Storage)),
    ("nuclear included|including nuclear|with nuclear|nuclear power included|nuclear counted in|\
      counting nuclear", Unknown),
    ("coal|nuclear|natural gas|gas turbine|steam turbine|gas fired|gas plant|hydro|hydropower|hydroelectric|oil|crude|\
      biomass|geothermal|battery|import|imported|export|exported|sold|sell|electric car|\
      electric vehicle|population|revenue|profit|sale|invest|investment|invested|barrel|water|\
      floating point operation|training|queue|transmission line|gdp|steel|cement|aluminum|\
      bitcoin|crypto|heat pump|cooling|pue|power usage effectiveness|ai server|share price|\
      budget|subsidy|market value|market capitalization|turnover|income|neighbor|neighbour|\
      energy storage|new energy storage|new type energy storage|pumped storage|\
      storage of energy|grid storage|electricity storage", OutOfScope),
    ("semiconductor|chip|gpu|accelerator|graphics card|supercomputer|single machine", Machine),
    ("car|vehicle|people|resident|reactor|delegate|job|worker|employee|kilometer|km|mile|\
      gallon|liter|parameter|token|line|household|family|home|customer|site|company|\
      country|city|bond|year|month|week|day|hour|minute|page|model|question|nation|state|\
      province|facility", Thing),
    ("reserve margin|capacity margin|per head|per person|per inhabitant|curtailed|curtailment|\
      economy|gas price|gas future|gas contract|gas hub|non fossil capacity", OutOfScope),
    ("load shedding|greenhouse gas|gas lobby", Unknown),
    ("bottleneck|limiting factor|binding constraint|binding limit|critical constraint|chokepoint|\
      main constraint|key constraint|biggest constraint|primary constraint|chief constraint|\
      real constraint|main limit|hard limit|limiting constraint", Limiting),
    ("limited by|constrained by|held back by|bottlenecked by|bottlenecked on|capped by|\
      choked by|hemmed in by", LimitedBy),
    ("at some time|at some point|in some year|at one point or another", Sometime),
    ("export control|export restriction|chip control|export curb|chip export control|\
      chip export restriction|chip export curb", Controls),
    // Comparison.
    ("more than|over|above|greater than|higher than|in excess of|upward of|upwards of|\
      north of|better than|well over|well above|in the region above|past|beyond|\
      comfortably above|comfortably over", Bound(MoreThan)),
    ("at least|not less than|no less than|no fewer than|no lower than|not below|a minimum of|\
      or more", Bound(AtLeast)),
    ("up to|at most|no more than|not more than|as much as|as many as|as high as|a maximum of|\
      at the most|no higher than|no greater than|capped at", Bound(AtMost)),
    ("not even", Bound(LessThan)),
    ("less than|under|below|fewer than|lower than|well shy of|south of|smaller than|\
      well under|well below", Bound(LessThan)),
    ("about|around|roughly|approximately|some|circa|close to|in the region of|\
      in the neighborhood of|on the order of|or so|~|≈|approx|nearing|near|more or less|\
      an estimated|estimated|barely|just under|just over|just above|just below|a little over|\
      slightly more than|slightly less than|somewhere around|give or take|in the order of|\
      ballpark|or thereabouts|thereabouts|just shy of|a shade over|a shade under|a touch over|\
      a touch under|a touch more than|a touch less than|a shade more than|a shade less than|\
      a hair above|a hair below|a hair over|a hair under|a whisker above|a whisker below|\
      marginally more than|marginally less than|fractionally more than|fractionally less than|\
      a little more than|a little less than|a little below|slightly above|slightly below|\
      slightly over|slightly under|something like|somewhat over|give-or-take|in the ballpark of|as good as|just about",
     Hedge),
    ("nearly|almost|not quite|approaching|not far short of|not far off|not far from|\
      little short of|getting on for|close on|verging on|bordering on|pushing|a whisker off|within sight of",
     Nearly),
    ("exceed|exceeded|exceeding|surpass|surpassed|surpassing|top|topped|outstrip|outstripped|\
      outpace|outpaced|outproduce|overtake|overtaken|overtook|pass|passed|dwarf|eclipse|beat|\
      outrank|outrun|outdo|outweigh|leave behind|ahead of|leave|outgenerate|cover|crossed|\
      cross|break through|broke through|broken through", Beats(true)),
    ("edge out|edged out|edging out|out generate|out generated|outgenerated|out produce|\
      out produced|outproduced|out consume|out consumed|pull ahead of|pulled ahead of|\
      draw ahead of|nudge ahead of|clear|cleared|nose ahead of", Beats(true)),
    ("within a whisker of|within touching distance of|within a hair of|all but level with|\
      virtually level with|neck and neck with", Bound(Approximately)),
    ("the same as|same as|comparable to|comparable with|similar to|equal to|matching|on a par with|level with|equals|equaled|equalled", Bound(Equal)),
    ("match|matched|rival|rivaled|keep pace with|keep up with", Rivals),
    ("trail|trailed|trailing|lag|lagged|lag behind|fall short of|fell short of|behind|\
      fall behind", Beats(false)),
    ("more|higher|greater|larger|bigger|increase over", Comparative(true, None)),
    ("less|lower|smaller|fewer", Comparative(false, None)),
    ("dearer|more expensive|costlier|pricier", Comparative(true, Some(Price))),
    ("cheaper|less expensive", Comparative(false, Some(Price))),
    ("dirtier|more carbon intensive|more polluting", Comparative(true, Some(Carbon))),
    ("cleaner|less carbon intensive|greener", Comparative(false, Some(Carbon))),
    ("greatest|largest|highest|biggest|most|the most|number one|no 1|number 1|top spot",
     Superlative(true, None)),
    ("smallest|lowest|least", Superlative(false, None)),
    ("cheapest", Superlative(false, Some(Price))),
    ("dirtiest", Superlative(true, Some(Carbon))),
    ("cleanest", Superlative(false, Some(Carbon))),
    // Change.
    ("grow|grew|grown|growing|growth|rise|rose|risen|rising|increase|increased|increasing|up|\
      go up|went up|gone up|climb|climbed|jump|jumped|surge|surged|soar|soared|expand|\
      expanded|expansion|gain|gained|swell|swelled|leap|leapt|went|advance|advanced|crept up|\
      edged up|ticked up|inched up|balloon|ballooned|mushroomed|skyrocket|skyrocketed|\
      rocketed|spiked|boomed|shot up|accelerated|crept|upswing|uptick|rise in|increase in|\
      growth in|multiplied|multiply|lift|lifted|raise|raised|boost|boosted|widen|widened|\
      swollen|pick up|picked up|improved|rebounded|rallied|nudged up", Change(true)),
    ("fall|fell|fallen|falling|decline|declined|decrease|decreased|drop|dropped|shrink|shrank|\
      down|come down|came down|go down|went down|gone down|cut|slump|slumped|slip|slipped|dip|\
      dipped|reduce|reduced|contract|contracted|slid|slide|sliding|plunge|plunged|tumble|\
      tumbled|sank|sunk|plummet|plummeted|recede|receded|eased|ease|shed|lost|lose|losing|erode|eroded|\
      edged down|ticked down|crept down|halted|slash|slashed|trim|trimmed|lowered|pare|pared|\
      shave|shaved|narrow|narrowed|collapse|collapsed|sag|sagged|whittled", Change(false)),
    ("put on|pile on|piled on|add|added|adding|install|put up|commission|commissioned|connected|tack|tacked|built|\
      build|building|bolt on|bolted on|brought online|bring online|brought on line|put in|\
      rolled out|plug in|plugged in|hook up|hooked up|switch on|switched on|erect|erected|\
      deploy|deployed|put into operation|brought into service|energized", Added),
    ("new|newly|fresh|additional|extra", New),
    // How it is put.
    ("will|would be set to|is set to|are set to|set to|expect|expected|expected to|forecast|\
      forecasted|project|projected|predict|predicted|foresee|see|likely to|is likely|likely|\
      going to|on track to|should|shall|poised to|is bound to|anticipate|anticipated|reckon|\
      outlook", Modal(Modal::Forecast)),
    ("could|may|might|can|would|possibly|perhaps|potentially", Modal(Modal::Possible)),
    ("touch|touched|reach|reached|reaching|hit|attain|attained|meet|add up to|added up to|amount to|amounted to|\
      mark of|threshold of|milestone of|barrier of|level of|total of", Reach),
    ("even", Even),
    ("yet to|not|never|no longer|hardly|n't|nor|no|failed to|fail to|failing to|did not manage to|\
      neither|nowhere near", Not),
    ("do n't buy that|do n't believe that|do not believe that|doubt that|it is a myth that|\
      it is nonsense that|it is false that|it is not true that|it is untrue that|it is not the case that|\
      it is wrong that|false that|untrue that|it is not so that|at no point|at no time|\
      on no occasion|in no year", Denial),
    ("some of|certain|subsidized|a few", SomeOf),
    ("average|on average|averaged|mean|typically|averaging", Average),
    ("share|proportion|account for|accounted for|accounting for|make up|made up|making up|\
      constitute|constituted|represent|represented|comprise|host|hold|held|home to|own|owned|\
      percentage|slice|contribute|contributed", Share),
    ("gap between|difference between|gulf between|distance between", Gap),
    ("annual rate|annual rate of|yearly rate|growth rate|growth rate of|annual growth rate|rate of growth|\
      annual pace|annual clip|compound annual rate|annual average|yearly average|annually|yearly|\
      per annum|annual growth", Yearly),
    // Time.
    ("since", Since),
    ("by|before|until|through|till|ahead of the end of", By),
    ("last year", YearsFrom(-1)),
    ("the previous year|a year earlier|the year before|a year before|the prior year|the year prior|\
      one year earlier|a year previously", YearsAfter(-1)),
    ("a year later|one year later|the following year|the next year|a year on|the year after|\
      a year after", YearsAfter(1)),
    ("two year later", YearsAfter(2)),
    ("five year later", YearsAfter(5)),
    ("a decade later|ten year later", YearsAfter(10)),
    ("this year|current year", YearsFrom(0)),
    ("next year|within a year|the coming year", YearsFrom(1)),
    ("today|now|current|currently|at present|presently|today 's", Today),
    ("end of the decade|end of this decade|decade's end|close of the decade|\
      turn of the decade|the decade is out|this decade is out", Decade),
    ("january|jan", Month(1)),
    ("february|feb", Month(2)),
    ("march", Month(3)),
    ("april", Month(4)),
    ("june|mid|middle of", Month(6)),
    ("july", Month(7)),
    ("august", Month(8)),
    ("september|sept", Month(9)),
    ("october", Month(10)),
    ("november", Month(11)),
    ("december", Month(12)),
    ("plan|roadmap|target|strategy|act|law|program", Said),
    ("warned|said|told|announced|wrote|argued|claimed|noted|published|released|reported|\
      issued|report|study|podcast|speech|interview|speaking|survey|article|paper|conference|\
      statement", Said),
    ("somewhere|anywhere between|range|ranging|ranged|anything from|anything between", Somewhere),
    ("if|whether|suppose|supposing|imagine|unless|were to", Hypothetical),
    ("while|whereas|but|against|versus|vs|compared with|compared to|as against|and then|\
      set against|measured against|in comparison with|relative to|next to|up against|\
      although|though|yet|when", Break),
];
