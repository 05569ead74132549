//! The detection engine as its users see it.

#[cfg(test)]
mod acts;
#[cfg(test)]
mod assessing;
#[cfg(test)]
mod by_hand;
#[cfg(test)]
mod content;
#[cfg(test)]
mod decided;
#[cfg(test)]
mod distinct;
#[cfg(test)]
mod explaining;
#[cfg(test)]
mod limit;
#[cfg(test)]
mod norms;
#[cfg(test)]
mod parts;
#[cfg(test)]
mod policies;
#[cfg(test)]
mod ranking;
#[cfg(test)]
mod standing;
#[cfg(test)]
mod unallowed;
#[cfg(test)]
mod without;
#[cfg(test)]
mod world;
