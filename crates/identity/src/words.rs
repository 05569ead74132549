//! The words of pseudonyms: nature, weather, materials, instruments. No given names, no bodies, nothing unkind: a pseudonym
//! must not colour how its bearer is judged.
//!
//! Sorted. Add words if you like, never take one out: stored pseudonyms must stay readable.

#[rustfmt::skip]
/// The first word.
pub(crate) const ADJECTIVES: &[&str] = &[
    "agile", "airy", "alpine", "amber", "ample", "apt", "aqua", "arable", "arched", "arctic", "astral", "azure", "balmy",
    "beige", "blithe", "blue", "bold", "bright", "brisk", "bronze", "bubbly", "calm", "candid", "carved", "cedar", "cerulean",
    "chalky", "cheery", "chestnut", "chilly", "citrus", "clean", "clear", "clever", "cloudy", "coastal", "cobalt", "cool",
    "copper", "coral", "cosmic", "cozy", "crimson", "crisp", "cyan", "daily", "daring", "dewy", "distant", "dotted", "downy",
    "dreamy", "dusky", "dusty", "eager", "earthy", "easy", "electric", "elegant", "emerald", "even", "evening", "exact",
    "fabled", "famous", "feathery", "festive", "fiery", "fine", "fleet", "floral", "fluent", "fluffy", "foggy", "forest",
    "fresh", "frosty", "gallant", "gentle", "gilded", "glad", "glassy", "gleaming", "glossy", "golden", "grand", "granite",
    "grassy", "green", "handy", "happy", "hardy", "hazy", "hidden", "honest", "humble", "icy", "indigo", "inland", "jolly",
    "jovial", "keen", "kindly", "lateral", "leafy", "level", "light", "lilac", "lime", "linen", "lively", "local", "lofty",
    "loyal", "lucid", "lucky", "lunar", "magenta", "marble", "marine", "maroon", "mauve", "meadow", "mellow", "merry", "midday",
    "mighty", "mild", "minty", "misty", "modern", "modest", "mossy", "mottled", "muted", "navy", "neat", "nimble", "noble",
    "northern", "oaken", "ocean", "opal", "open", "orange", "ornate", "oval", "paisley", "pastel", "patient", "pearly",
    "peppery", "placid", "plain", "playful", "plucky", "plum", "polar", "polished", "prairie", "prime", "prompt", "proud",
    "purple", "quick", "quiet", "rainy", "rapid", "regal", "roaming", "robust", "rocky", "rolling", "rosy", "round", "royal",
    "rural", "russet", "rustic", "sandy", "sapphire", "satin", "scarlet", "scenic", "sepia", "serene", "shady", "shiny",
    "silken", "silver", "sincere", "smooth", "snowy", "snug", "solar", "solid", "sonic", "southern", "spicy", "spiral",
    "spring", "stable", "starry", "steady", "stellar", "stony", "striped", "subtle", "sunny", "swift", "teal", "thrifty",
    "tidal", "tidy", "timber", "topaz", "tranquil", "tropical", "true", "turquoise", "twilight", "upbeat", "upland", "urban",
    "valiant", "vast", "velvet", "verdant", "vivid", "warm", "wavy", "western", "windy", "winter", "witty", "wooden", "woven",
    "zesty",
];

#[rustfmt::skip]
/// The second word.
pub(crate) const NOUNS: &[&str] = &[
    "acorn", "agate", "alder", "almond", "anchor", "anemone", "antler", "apple", "apricot", "arbor", "arrow", "aspen", "aster",
    "atlas", "avocet", "balloon", "bamboo", "banjo", "barley", "basil", "basin", "basket", "bay", "beacon", "beaver", "beech",
    "bell", "berry", "birch", "bison", "blossom", "bobcat", "bonfire", "boulder", "branch", "breeze", "bridge", "brook",
    "bucket", "bugle", "buoy", "burrow", "button", "cabin", "cactus", "canal", "candle", "canoe", "canvas", "canyon", "caravan",
    "caribou", "cascade", "castle", "catalpa", "cello", "chalk", "cheetah", "cherry", "chime", "chisel", "cicada", "cider",
    "cinder", "cliff", "clock", "clover", "cobble", "comet", "compass", "condor", "conifer", "cottage", "cove", "crane",
    "crater", "creek", "cricket", "crocus", "curlew", "cypress", "dahlia", "delta", "desert", "dingo", "dolphin", "dome",
    "dragonfly", "drum", "dune", "eagle", "echo", "egret", "elk", "elm", "ember", "estuary", "falcon", "feather", "fennel",
    "ferry", "fiddle", "field", "finch", "fir", "firefly", "fjord", "flute", "fossil", "fountain", "gable", "galaxy", "garden",
    "garnet", "gazelle", "gecko", "geyser", "glacier", "glade", "globe", "goldfinch", "gorge", "grotto", "grove", "guitar",
    "gull", "harbor", "harp", "harvest", "hawk", "hawthorn", "hazelnut", "hedge", "heron", "hill", "hollow", "horizon",
    "hornbeam", "ibex", "ibis", "island", "jaguar", "juniper", "kayak", "kestrel", "kettle", "kite", "koala", "lagoon", "lake",
    "lantern", "lapwing", "larch", "lark", "lattice", "lavender", "leaf", "ledger", "lemur", "lentil", "lichen", "linden",
    "linnet", "locket", "loom", "lynx", "magnet", "magnolia", "mallard", "mango", "mantle", "maple", "marigold", "marlin",
    "marmot", "marsh", "meerkat", "melon", "meteor", "mill", "mint", "mirror", "mitten", "moon", "moose", "moth", "mountain",
    "nectar", "nest", "newt", "nutmeg", "oak", "oasis", "oboe", "orbit", "oriole", "osprey", "otter", "owl", "oyster", "paddle",
    "panda", "panther", "papaya", "parasol", "parcel", "parrot", "pasture", "path", "pear", "pebble", "pelican", "pepper",
    "petal", "petrel", "piano", "pier", "pine", "plateau", "plover", "pond", "poplar", "porcelain", "prism", "puffin", "puma",
    "quail", "quartz", "quill", "quilt", "raft", "rain", "raven", "reef", "ridge", "river", "rocket", "rudder", "saffron",
    "sail", "salmon", "sandpiper", "sapling", "satchel", "seal", "seashell", "sequoia", "shore", "shuttle", "skylark",
    "snowflake", "sparrow", "spruce", "starling", "stone", "stork", "stream", "sundial", "swan", "sycamore", "tamarin", "tapir",
    "teapot", "tern", "thicket", "thimble", "thistle", "thrush", "thunder", "tiger", "toucan", "tower", "trail", "tulip",
    "tundra", "turnip", "turtle", "valley", "vessel", "walnut", "warbler", "waterfall", "wave", "weaver", "wheat", "whistle",
    "willow", "window", "wombat", "woodland", "wren", "yarrow", "zebra", "zephyr", "zinnia",
];
