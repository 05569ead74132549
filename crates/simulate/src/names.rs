//! Words to make names of people and files from. Any likeness is chance: first and last names are combined at random.

/// Given names.
#[rustfmt::skip]
pub(crate) const FIRST: &[&str] = &[
    "Abel", "Ada", "Adel", "Agnes", "Aiko", "Alba", "Alma", "Amara", "Amir", "Anders", "Anika", "Anouk", "Anton", "Ara", "Aria",
    "Arlo", "Asa", "Astrid", "Aya", "Basil", "Beata", "Benno", "Bodil", "Bruno", "Cai", "Camila", "Carla", "Cato", "Celia",
    "Chiara", "Clara", "Cleo", "Cyrus", "Dalia", "Dara", "Dario", "Dilan", "Dina", "Dora", "Edda", "Edith", "Elena", "Elif",
    "Elio", "Elsa", "Emil", "Enzo", "Erik", "Esme", "Ester", "Eva", "Farah", "Felix", "Fiona", "Flora", "Freya", "Gala", "Gia",
    "Gita", "Greta", "Gus", "Hana", "Hanno", "Hedda", "Helga", "Hilda", "Hugo", "Ida", "Ilse", "Imani", "Ines", "Ingrid",
    "Iris", "Ivan", "Ivo", "Jana", "Jaro", "Jonas", "Jora", "Juno", "Kai", "Kamal", "Karin", "Kasper", "Kenji", "Kira", "Klara",
    "Lara", "Lars", "Leda", "Leila", "Lena", "Leo", "Lia", "Lina", "Livia", "Lotte", "Luca", "Luna", "Maja", "Malik", "Mara",
    "Marek", "Mari", "Marta", "Mateo", "Mei", "Mila", "Milan", "Mina", "Mira", "Nadia", "Naomi", "Nelly", "Nero", "Nia", "Nils",
    "Nina", "Noa", "Nora", "Odin", "Olga", "Omar", "Ona", "Orla", "Oskar", "Otto", "Paola", "Pavel", "Petra", "Pia", "Rafa",
    "Raya", "Remy", "Rika", "Rita", "Ronja", "Rosa", "Rumi", "Runa", "Saga", "Samir", "Sana", "Selma", "Sena", "Signe", "Silas",
    "Sofia", "Sol", "Sven", "Taro", "Tea", "Tess", "Thea", "Tilda", "Timo", "Tomas", "Tova", "Uma", "Una", "Vera", "Vida",
    "Viggo", "Wanda", "Willa", "Yara", "Yasmin", "Yuki", "Zara", "Zeno", "Zita", "Zoe",
];

/// Family names.
#[rustfmt::skip]
pub(crate) const LAST: &[&str] = &[
    "Abbot", "Ackerly", "Adair", "Alder", "Amsel", "Arkwell", "Ashdown", "Averill", "Bakken", "Balint", "Bardem", "Barlow",
    "Beckett", "Bergen", "Birk", "Blakely", "Bonde", "Borges", "Brandt", "Brook", "Calder", "Carrow", "Castell", "Cerny",
    "Clovis", "Corbin", "Crane", "Dahl", "Danvers", "Darrow", "Delmar", "Dorset", "Draper", "Duarte", "Eckhart", "Edlund",
    "Elmore", "Engel", "Eskola", "Falk", "Farrow", "Fenwick", "Ferro", "Finch", "Fjeld", "Fontes", "Frost", "Galanis",
    "Garrick", "Gerber", "Glover", "Grantham", "Greer", "Grieg", "Hagen", "Halden", "Harlow", "Hartley", "Haverly", "Heller",
    "Hobart", "Holm", "Horvath", "Huxley", "Ibsen", "Ingram", "Isley", "Jansen", "Jarvis", "Joubert", "Juhasz", "Kaminski",
    "Keating", "Keller", "Kendrick", "Kessler", "Kimura", "Kovac", "Kruger", "Lachance", "Landry", "Larkin", "Lemaire",
    "Lindqvist", "Linnet", "Locke", "Lorant", "Lund", "Madsen", "Marlow", "Marsh", "Mercer", "Merrick", "Moreno", "Morland",
    "Nagy", "Nakata", "Nash", "Navarro", "Nerud", "Nilsen", "Norwood", "Novak", "Oakley", "Okafor", "Olander", "Orlov",
    "Ortega", "Osman", "Palmer", "Pascal", "Paxton", "Pellegrin", "Penrose", "Pereira", "Pickett", "Quade", "Quill", "Radley",
    "Ramsey", "Raske", "Redfern", "Renner", "Reyes", "Ribeiro", "Rook", "Rowan", "Sable", "Salazar", "Sandoval", "Santoro",
    "Sato", "Selby", "Sharrow", "Silva", "Sorel", "Sorensen", "Stark", "Stenberg", "Strand", "Sutter", "Sylva", "Tanaka",
    "Teller", "Thorne", "Tolland", "Torres", "Trask", "Ueda", "Ulrich", "Vance", "Varga", "Vasquez", "Vega", "Verity", "Vinter",
    "Voss", "Wakely", "Walden", "Webber", "Weller", "Whitlock", "Winter", "Wolfe", "Wray", "Yardley", "Yates", "Ylitalo",
    "Zeller", "Ziegler", "Zorin",
];

/// Words of file names and subjects.
#[rustfmt::skip]
pub(crate) const WORDS: &[&str] = &[
    "Budget", "Forecast", "Design", "Roadmap", "Payroll", "Contract", "Customer", "Pricing", "Spec", "Review", "Offer", "Board",
    "Minutes", "Merger", "Patent", "Model", "Plan", "Proposal", "Invoice", "Report", "Schedule", "Inventory", "Audit",
    "Strategy", "Survey", "Launch", "Benchmark", "Drawing", "Supplier", "Quality",
];
