//! The server through its public face.

#[cfg(test)]
mod http;
