// Package scalar writes and reads the scalars of the API that are not
// GraphQL's own: Time and ByteCount. What is not written as the schema says is
// refused as the user's mistake, never guessed. Called by graph/gen.
package scalar
