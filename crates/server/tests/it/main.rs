//! The server through its public face.

#[cfg(test)]
mod accounts;
#[cfg(test)]
mod http;
#[cfg(test)]
mod matrix;
#[cfg(test)]
mod rights;
