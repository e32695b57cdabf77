import type { Client } from "@urql/core";
import { graphql } from "../../gql";
import { toProblem } from "../../shared/api/problem";
import { titleOf } from "./incoming";

const createUploadFolderMutation = graphql(/* GraphQL */ `
  mutation CreateUploadFolder($input: CreateFolderInput!) {
    createFolder(input: $input) {
      folder {
        id
        name
      }
    }
  }
`);

const uploadFoldersQuery = graphql(/* GraphQL */ `
  query UploadFolders($id: ID!) {
    node(id: $id) {
      id
      ... on Folder {
        children {
          id
          name
        }
      }
    }
  }
`);

/** Finds the folder of a path beneath another, and makes what is missing of it, once. */
export function newFolderFinder(client: Client): (parentId: string, path: readonly string[]) => Promise<string> {
  const found = new Map<string, Promise<string>>();

  async function make(parentId: string, name: string): Promise<string> {
    const { data, error } = await client
      .mutation(createUploadFolderMutation, { input: { parentId, name } })
      .toPromise();
    if (data) return data.createFolder.folder.id;
    if (toProblem(error).code !== "CONFLICT") throw error ?? new TypeError("an answer without data");
    const answer = await client
      .query(uploadFoldersQuery, { id: parentId }, { requestPolicy: "network-only" })
      .toPromise();
    const children = answer.data?.node?.__typename === "Folder" ? (answer.data.node.children ?? []) : [];
    const there = children.find((child) => child.name === name);
    if (!there) throw answer.error ?? error ?? new TypeError("an answer without data");
    return there.id;
  }

  function find(parentId: string, name: string): Promise<string> {
    const key = JSON.stringify([parentId, name]);
    const known = found.get(key) ?? make(parentId, name);
    found.set(key, known);
    known.catch(() => found.delete(key)); // the next file tries again
    return known;
  }

  return (parentId, path) =>
    path.reduce(async (above, name) => find(await above, titleOf(name, 200)), Promise.resolve(parentId));
}
