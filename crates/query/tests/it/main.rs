//! Questions asked of real segments, written the way the store writes them.

#[cfg(test)]
mod answers;
#[cfg(test)]
mod arbitrary;
#[cfg(test)]
mod history;
#[cfg(test)]
mod hostile;
#[cfg(test)]
mod reach;
