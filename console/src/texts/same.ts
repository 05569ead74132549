/** The same keys with other words. A catalogue of this type that lacks a key, or has one more, does not compile. */
export type Same<T> = { readonly [K in keyof T]: T[K] extends string ? string : Same<T[K]> };
