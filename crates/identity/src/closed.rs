//! Closed lists: enums whose members have a stable number, a stable name and a sentence. What is stored, signed or asked for is chosen
//! from such a list, so that nobody can write a name into it.

/// Defines the enum with `ALL`, `code`, `name`, `describe`, `Display`, `FromStr` and serde by name. Codes and names are stored and
/// signed: never change or reuse one. Whoever uses it names `serde` and `thiserror` as dependencies.
#[macro_export]
macro_rules! closed_list {
    (
        $(#[$outer:meta])* $list:ident, $wrong:ident, $what:literal;
        $($(#[doc = $doc:literal])+ $name:ident = $code:literal, $text:literal;)*
    ) => {
        $(#[$outer])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub enum $list { $($(#[doc = $doc])+ $name,)* }

        /// A name that is not in the list.
        #[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
        #[error("`{text}` is not {what}: choose one of {choice}", what = $what, choice = [$(concat!("`", $text, "`")),*].join(", "))]
        pub struct $wrong {
            pub text: String,
        }

        impl $list {
            pub const ALL: &'static [$list] = &[$($list::$name,)*];

            /// The stable number.
            pub const fn code(self) -> u8 {
                match self { $($list::$name => $code,)* }
            }

            /// The stable name that is stored and shown.
            pub const fn name(self) -> &'static str {
                match self { $($list::$name => $text,)* }
            }

            /// What it means, for people who choose it or read it.
            pub const fn describe(self) -> &'static str {
                match self { $($list::$name => concat!($($doc,)+).trim_ascii(),)* }
            }
        }

        impl std::fmt::Display for $list {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.name())
            }
        }

        impl std::str::FromStr for $list {
            type Err = $wrong;

            fn from_str(text: &str) -> Result<Self, $wrong> {
                Self::ALL.iter().copied().find(|item| item.name() == text).ok_or_else(|| $wrong { text: text.to_owned() })
            }
        }

        impl serde::Serialize for $list {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.name())
            }
        }

        impl<'de> serde::Deserialize<'de> for $list {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                <String as serde::Deserialize>::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}
