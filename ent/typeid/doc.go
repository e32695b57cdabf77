// Package typeid gives everything in the vault one name: a TypeID such as
// doc_01h455vb4pex5vsknk084sn02q.
//
// An ID is a prefix that tells the noun, an underscore and a UUIDv7 in
// base32, as the TypeID specification 0.3 says
// (https://github.com/jetify-com/typeid). It is the same string in GraphQL,
// URLs, logs and the database, sorts by time of creation within a noun, and
// tells its table by its prefix, so that node(id:) needs no directory.
//
// Every ID that comes from outside passes Parse. The package is a leaf: it
// knows neither ent nor GraphQL's resolvers.
package typeid
