//! A synthetic organisation with planted, labelled scenarios
