import { cacheExchange, type Cache, type Entity, type KeyGenerator } from "@urql/exchange-graphcache";
import { relayPagination } from "@urql/exchange-graphcache/extras";
import type {
  DecideAccessRequestMutation,
  MutationAssignRoleArgs,
  MutationCreateFolderArgs,
  MutationCreateShareLinkArgs,
  MutationDeleteDocumentArgs,
  MutationDepartUserArgs,
  MutationEndSessionsArgs,
  MutationGrantAccessArgs,
  MutationMoveDocumentArgs,
  MutationReinstateUserArgs,
  MutationSuspendUserArgs,
  MutationUnassignRoleArgs,
  MutationUpdateDocumentArgs,
  RestoreDocumentMutation,
} from "../../gql/graphql";

// Objects are kept by ID, so that an answer of a mutation shows wherever the object does. What an answer cannot show
// (a list that grows, what ends with a departure) is forgotten here and asked for again by whoever is looking at it.

const embedded: KeyGenerator = () => null;

export const cache = cacheExchange({
  keys: {
    AccessApproval: embedded,
    AccessChange: embedded,
    AccessRequestConnection: embedded,
    AccessRequestEdge: embedded,
    AuditDetail: embedded,
    AuditEventConnection: embedded,
    AuditEventEdge: embedded,
    Contact: embedded,
    CustomerConnection: embedded,
    CustomerEdge: embedded,
    DepartureConnection: embedded,
    DepartureCounts: embedded,
    DepartureDownloads: embedded,
    DepartureEdge: embedded,
    DepartureOutcome: embedded,
    DepartureRecord: embedded,
    DepartureProgress: embedded,
    DocumentConnection: embedded,
    DocumentEdge: embedded,
    GrantConnection: embedded,
    GrantEdge: embedded,
    NewAuditEvents: embedded,
    PageInfo: embedded,
    ReclassificationRehearsal: embedded,
    ShortenedGrant: embedded,
    SignalFeed: embedded,
    UserConnection: embedded,
    UserEdge: embedded,
    Viewer: embedded,
  },
  resolvers: {
    Query: {
      accessRequests: relayPagination(),
      departures: relayPagination(),
      grants: relayPagination(),
    },
    DepartureOutcome: {
      customersBereft: relayPagination(),
      customersHandedOver: relayPagination(),
      grantsEnded: relayPagination(),
      grantsHandedOver: relayPagination(),
      grantsHeld: relayPagination(),
    },
  },
  // Shown before the server has answered, and taken back if it refuses: a new title only. What opens or closes
  // something is never shown before it is so.
  optimistic: {
    updateDocument: ({ input }: MutationUpdateDocumentArgs, cache) => {
      const document = { __typename: "Document", id: input.documentId };
      if (input.title == null || input.classification != null) return null;
      const classification = cache.resolve(document, "classification");
      const updatedAt = cache.resolve(document, "updatedAt");
      return {
        __typename: "UpdateDocumentPayload",
        document: { ...document, title: input.title, classification, updatedAt },
      };
    },
  },
  updates: {
    Mutation: {
      createCustomer: (_result, _args, cache) => {
        forget(cache, "Query", "customers");
      },
      createFolder: (_result, { input }: MutationCreateFolderArgs, cache) => {
        forget(cache, { __typename: "Folder", id: input.parentId }, "children");
      },
      updateDocument: (_result, { input }: MutationUpdateDocumentArgs, cache) => {
        forget(cache, "Query", "auditEvents");
        if (input.classification == null) return;
        forget(cache, "Query", "grants");
        forget(cache, { __typename: "Document", id: input.documentId }, "grants", "viewerCan");
      },
      moveDocument: (_result, { input }: MutationMoveDocumentArgs, cache) => {
        // The answer no longer says where it was: every list that shows it is asked for again.
        cache.invalidate({ __typename: "Document", id: input.documentId });
        forget(cache, { __typename: "Folder", id: input.folderId }, "documents");
        forget(cache, "Query", "auditEvents");
      },
      restoreVersion: (_result, _args, cache) => {
        forget(cache, "Query", "auditEvents");
      },
      restoreDocument: (result: RestoreDocumentMutation, _args, cache) => {
        const { folder } = result.restoreDocument.document;
        if (folder) forget(cache, { __typename: "Folder", id: folder.id }, "documents");
        forget(cache, "Query", "deletedDocuments");
      },
      deleteDocument: (_result, { input }: MutationDeleteDocumentArgs, cache) => {
        forget(cache, "Query", "deletedDocuments");
        cache.invalidate({ __typename: "Document", id: input.documentId });
      },
      grantAccess: (_result, { input }: MutationGrantAccessArgs, cache) => {
        forgetWhoHas(cache, input);
      },
      createShareLink: (_result, { input }: MutationCreateShareLinkArgs, cache) => {
        forgetWhoHas(cache, input);
      },
      revokeGrant: (_result, _args, cache) => {
        forget(cache, "Query", "grants");
      },
      extendGrant: (_result, _args, cache) => {
        forget(cache, "Query", "grants");
      },
      returnAccess: (_result, _args, cache) => {
        forget(cache, "Query", "grants");
      },
      requestAccess: (_result, _args, cache) => {
        forget(cache, "Query", "accessRequests");
      },
      decideAccessRequest: (result: DecideAccessRequestMutation, _args, cache) => {
        const { document } = result.decideAccessRequest.accessRequest;
        forget(cache, "Query", "accessRequests", "grants");
        if (document) forget(cache, { __typename: "Document", id: document.id }, "grants");
      },
      withdrawAccessRequest: (_result, _args, cache) => {
        forget(cache, "Query", "accessRequests");
      },
      assignRole: (_result, { input }: MutationAssignRoleArgs, cache) => {
        forgetWhatTheyHold(cache, input.userId);
        if (input.customer) forget(cache, { __typename: "Customer", id: input.customer.customerId }, "memberships");
      },
      unassignRole: (_result, { input }: MutationUnassignRoleArgs, cache) => {
        forgetWhatTheyHold(cache, input.userId);
        if (input.customerId != null) forget(cache, { __typename: "Customer", id: input.customerId }, "memberships");
      },
      suspendUser: (_result, { input }: MutationSuspendUserArgs, cache) => {
        forgetWhatTheyHold(cache, input.userId);
      },
      reinstateUser: (_result, { input }: MutationReinstateUserArgs, cache) => {
        forgetWhatTheyHold(cache, input.userId);
      },
      endSessions: (_result, { input }: MutationEndSessionsArgs, cache) => {
        if (input.userId != null) forgetWhatTheyHold(cache, input.userId);
      },
      departUser: (_result, { input }: MutationDepartUserArgs, cache) => {
        forgetWhatTheyHold(cache, input.userId);
        forget(cache, "Query", "departures");
      },
      scheduleDeparture: (_result, _args, cache) => {
        forget(cache, "Query", "departures");
      },
      cancelDeparture: (_result, _args, cache) => {
        forget(cache, "Query", "departures", "departureRecord");
      },
    },
  },
});

// Forgets fields of one object, whatever their arguments. Views that show them keep what they have until the answer
// comes.
function forget(cache: Cache, of: Entity, ...names: string[]): void {
  for (const { fieldName, fieldKey } of cache.inspectFields(of)) {
    if (names.includes(fieldName)) cache.invalidate(of, fieldKey);
  }
}

// Forgets who has access to a document or a folder.
function forgetWhoHas(cache: Cache, to: MutationGrantAccessArgs["input"] | MutationCreateShareLinkArgs["input"]): void {
  forget(cache, "Query", "grants");
  if (to.documentId != null) forget(cache, { __typename: "Document", id: to.documentId }, "grants");
  if (to.folderId != null) forget(cache, { __typename: "Folder", id: to.folderId }, "grants");
}

function forgetWhatTheyHold(cache: Cache, id: string): void {
  forget(cache, { __typename: "User", id }, "memberships", "sessions", "viewerCan");
  forget(cache, "Query", "grants");
}
