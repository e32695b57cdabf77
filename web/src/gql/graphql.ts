/* eslint-disable */
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
export type Maybe<T> = T | null;
export type InputMaybe<T> = T | null | undefined;
export type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
export type MakeOptional<T, K extends keyof T> = Omit<T, K> & { [SubKey in K]?: Maybe<T[SubKey]> };
export type MakeMaybe<T, K extends keyof T> = Omit<T, K> & { [SubKey in K]: Maybe<T[SubKey]> };
export type MakeEmpty<T extends { [key: string]: unknown }, K extends keyof T> = { [_ in K]?: never };
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** A number of bytes, up to 2^53. */
  ByteCount: { input: number; output: number; }
  /** A position in a connection. Opaque: pass it back as it came. */
  Cursor: { input: string; output: string; }
  /** An instant as RFC 3339 writes it, in UTC, to the microsecond. */
  Time: { input: string; output: string; }
};

/** Somebody's agreement to a request. */
export type AccessApproval = {
  readonly __typename: 'AccessApproval';
  /** When. */
  readonly at: Scalars['Time']['output'];
  /** Who agreed; `null` where the viewer may not see them. */
  readonly user: Maybe<User>;
};

/** That something has changed of what the viewer may do or reach. */
export type AccessChange = {
  readonly __typename: 'AccessChange';
  /** The instant at which the rest holds. */
  readonly at: Scalars['Time']['output'];
  /** Who is signed in, as they are by then. */
  readonly viewer: Viewer;
};

/** Somebody's plea for a grant on a document that they see. */
export type AccessRequest = Node & {
  readonly __typename: 'AccessRequest';
  /** Who has agreed, in order. An agreement counts as long as who gave it could give the access. */
  readonly approvals: ReadonlyArray<AccessApproval>;
  /** How many people must agree, at the document's classification now; `null` where the document cannot be seen. */
  readonly approvalsNeeded: Maybe<Scalars['Int']['output']>;
  /** When it was decided or taken back. */
  readonly closedAt: Maybe<Scalars['Time']['output']>;
  /** Who decided it, or took it back; `null` while it waits, and where the viewer may not see them. */
  readonly closedBy: Maybe<User>;
  /** When it was made. */
  readonly createdAt: Scalars['Time']['output'];
  /** The customer; `null` where the viewer may not see it. */
  readonly customer: Maybe<Customer>;
  /** The document, if it can be seen. */
  readonly document: Maybe<Document>;
  /** The grant that came of it, if one did and it can be seen. */
  readonly grant: Maybe<Grant>;
  /** The ID. */
  readonly id: Scalars['ID']['output'];
  /** The first instant at which it can no longer be decided. */
  readonly lapsesAt: Scalars['Time']['output'];
  /** What the grant would open. */
  readonly level: GrantLevel;
  /** Why it was refused, if that was said. */
  readonly note: Maybe<Scalars['String']['output']>;
  /** What the access would be for. */
  readonly purpose: Scalars['String']['output'];
  /** How long the grant would last, from when it is given. */
  readonly seconds: Scalars['Int']['output'];
  /** Where the request stands. */
  readonly status: AccessRequestStatus;
  /** Who asks; `null` where the viewer may not see them. */
  readonly user: Maybe<User>;
  /** Whether the viewer may do something with the request, and it would change anything. */
  readonly viewerCan: Scalars['Boolean']['output'];
};


/** Somebody's plea for a grant on a document that they see. */
export type AccessRequestViewerCanArgs = {
  action: AccessRequestAction;
};

/** What can be done with an access request. */
export type AccessRequestAction =
  /** Agree to it, or refuse it. */
  | 'DECIDE'
  /** Take it back. */
  | 'WITHDRAW';

/** A page of access requests. */
export type AccessRequestConnection = {
  readonly __typename: 'AccessRequestConnection';
  /** The requests with their cursors. */
  readonly edges: Maybe<ReadonlyArray<Maybe<AccessRequestEdge>>>;
  /** Where the page lies. */
  readonly pageInfo: PageInfo;
  /** How many there are over all pages. To ask costs about as much as a page. */
  readonly totalCount: TotalCount;
};

/** An access request in a connection. */
export type AccessRequestEdge = {
  readonly __typename: 'AccessRequestEdge';
  /** The node's place in the connection. */
  readonly cursor: Scalars['Cursor']['output'];
  /** The node. */
  readonly node: Maybe<AccessRequest>;
};

/** Which access requests are wanted. What is left out does not narrow. */
export type AccessRequestFilter = {
  /** Only requests on things of this customer. */
  readonly customerId?: InputMaybe<Scalars['ID']['input']>;
  /** Only requests on this document. */
  readonly documentId?: InputMaybe<Scalars['ID']['input']>;
  /** Only requests that wait now, or that no longer do. */
  readonly pending?: InputMaybe<Scalars['Boolean']['input']>;
  /** Only requests by this user. */
  readonly userId?: InputMaybe<Scalars['ID']['input']>;
};

/** An order of access requests. */
export type AccessRequestOrder = {
  /** In which direction. */
  readonly direction?: OrderDirection;
  /** By what. */
  readonly field: AccessRequestOrderField;
};

/** By what access requests are ordered. */
export type AccessRequestOrderField =
  /** When it was made. */
  | 'CREATED_AT';

/** Where an access request stands. */
export type AccessRequestStatus =
  /** As many as must have agreed, and the access was given. */
  | 'GRANTED'
  /** Nobody decided it in time. */
  | 'LAPSED'
  /** It waits. */
  | 'PENDING'
  /** Somebody refused it. */
  | 'REFUSED'
  /** Who asked took it back. */
  | 'WITHDRAWN';

/** An access token by which a program acted for somebody. */
export type AccessToken = {
  readonly __typename: 'AccessToken';
  /** The client that the provider issued it to, by the provider's name for it; null if it did not say. */
  readonly client: Maybe<Scalars['String']['output']>;
  /** When it was presented for the first time. */
  readonly createdAt: Scalars['Time']['output'];
  /** When it runs out by itself. */
  readonly expiresAt: Scalars['Time']['output'];
};

/** What `assignRole` takes. */
export type AssignRoleInput = {
  /** The role for a customer. Exactly one of `customer` and `global` is given. */
  readonly customer?: InputMaybe<CustomerRoleInput>;
  /** The role for the whole vault. */
  readonly global?: InputMaybe<GlobalRole>;
  /** The user. */
  readonly userId: Scalars['ID']['input'];
};

/** What came of `assignRole`. */
export type AssignRolePayload = {
  readonly __typename: 'AssignRolePayload';
  /** The role for the customer, if that was given. */
  readonly membership: Maybe<Membership>;
  /** The user. */
  readonly user: User;
};

/** A further fact of an event. */
export type AuditDetail = {
  readonly __typename: 'AuditDetail';
  /** The name of the fact. */
  readonly name: Scalars['String']['output'];
  /** The fact. */
  readonly value: Scalars['String']['output'];
};

/** One entry of the audit log. */
export type AuditEvent = Node & {
  readonly __typename: 'AuditEvent';
  /** What was done, such as `document:download`. */
  readonly action: Scalars['String']['output'];
  /** Who did it; `null` for the system itself. */
  readonly actor: Maybe<User>;
  /** Which part of the system did it, if it was no user. */
  readonly actorSystem: Maybe<Scalars['String']['output']>;
  /** When it happened. */
  readonly at: Scalars['Time']['output'];
  /** Whose papers it concerned. */
  readonly customerId: Maybe<Scalars['ID']['output']>;
  /** Further facts, by name. */
  readonly detail: ReadonlyArray<AuditDetail>;
  /** The ID. */
  readonly id: Scalars['ID']['output'];
  /** What it was done to. */
  readonly objectId: Maybe<Scalars['ID']['output']>;
  /** The request in which it was done. */
  readonly request: Maybe<Scalars['String']['output']>;
  /** Which user it concerned. */
  readonly subjectId: Maybe<Scalars['ID']['output']>;
};

/** A page of events. */
export type AuditEventConnection = {
  readonly __typename: 'AuditEventConnection';
  /** The events with their cursors. */
  readonly edges: Maybe<ReadonlyArray<Maybe<AuditEventEdge>>>;
  /** Where the page lies. */
  readonly pageInfo: PageInfo;
  /** How many there are over all pages. To ask costs about as much as a page. */
  readonly totalCount: TotalCount;
};

/** An event in a connection. */
export type AuditEventEdge = {
  readonly __typename: 'AuditEventEdge';
  /** The node's place in the connection. */
  readonly cursor: Scalars['Cursor']['output'];
  /** The node. */
  readonly node: Maybe<AuditEvent>;
};

/** Which events are wanted. What is left out does not narrow. */
export type AuditEventFilter = {
  /** Only these actions. */
  readonly action?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Only what this user did. */
  readonly actorId?: InputMaybe<Scalars['ID']['input']>;
  /** Only what concerned this customer. */
  readonly customerId?: InputMaybe<Scalars['ID']['input']>;
  /** Only events at or after this instant. */
  readonly from?: InputMaybe<Scalars['Time']['input']>;
  /** Only what was done to this object. */
  readonly objectId?: InputMaybe<Scalars['ID']['input']>;
  /** Only what concerned this user. */
  readonly subjectId?: InputMaybe<Scalars['ID']['input']>;
  /** Only events before this instant. */
  readonly until?: InputMaybe<Scalars['Time']['input']>;
};

/** An order of events. */
export type AuditEventOrder = {
  /** In which direction. */
  readonly direction?: OrderDirection;
  /** By what. */
  readonly field: AuditEventOrderField;
};

/** By what events are ordered. */
export type AuditEventOrderField =
  /** When it happened. */
  | 'CREATED_AT';

/** What `cancelDeparture` takes. */
export type CancelDepartureInput = {
  /** Who stays. */
  readonly userId: Scalars['ID']['input'];
};

/** What came of `cancelDeparture`. */
export type CancelDeparturePayload = {
  readonly __typename: 'CancelDeparturePayload';
  /** Who stays. */
  readonly user: User;
};

/** How confidential a document is, from the least to the most. */
export type Classification =
  /** Meant for those who work on the customer. */
  | 'CONFIDENTIAL'
  /** Meant for everybody in the firm. */
  | 'INTERNAL'
  /** Meant for everybody. */
  | 'PUBLIC'
  /** Meant for named people only. */
  | 'SECRET';

/** What `confirmKeyDestruction` takes. */
export type ConfirmKeyDestructionInput = {
  /** The request, of somebody else. */
  readonly requestId: Scalars['ID']['input'];
};

/** What came of `confirmKeyDestruction`. */
export type ConfirmKeyDestructionPayload = {
  readonly __typename: 'ConfirmKeyDestructionPayload';
  /** How many keys were destroyed. */
  readonly keysDestroyed: Scalars['Int']['output'];
};

/** Somebody to reach at a customer, masked, as in `J•••• D••••` and `j••••@example.com`, except in the answer of `revealContacts`. */
export type Contact = {
  readonly __typename: 'Contact';
  /** The e-mail address. */
  readonly email: Maybe<Scalars['String']['output']>;
  /** The name. */
  readonly name: Scalars['String']['output'];
  /** The telephone number. */
  readonly phone: Maybe<Scalars['String']['output']>;
};

/** Somebody to reach at a customer. */
export type ContactInput = {
  /** The e-mail address. */
  readonly email?: InputMaybe<Scalars['String']['input']>;
  /** The name; 1 to 200 characters. */
  readonly name: Scalars['String']['input'];
  /** The telephone number; at most 40 characters. */
  readonly phone?: InputMaybe<Scalars['String']['input']>;
};

/** What `createCustomer` takes. */
export type CreateCustomerInput = {
  /** The firm's own word for the sort of customer; 1 to 80 characters. */
  readonly category: Scalars['String']['input'];
  /** Whom to reach; at most 20. */
  readonly contacts?: InputMaybe<ReadonlyArray<ContactInput>>;
  /** How much attention its papers deserve. */
  readonly importance?: Importance;
  /** The name; 1 to 200 characters. */
  readonly name: Scalars['String']['input'];
};

/** What came of `createCustomer`. */
export type CreateCustomerPayload = {
  readonly __typename: 'CreateCustomerPayload';
  /** The new customer. */
  readonly customer: Customer;
};

/** What `createFolder` takes. */
export type CreateFolderInput = {
  /** The name; 1 to 200 characters, unique among its siblings. */
  readonly name: Scalars['String']['input'];
  /** The folder above. */
  readonly parentId: Scalars['ID']['input'];
};

/** What came of `createFolder`. */
export type CreateFolderPayload = {
  readonly __typename: 'CreateFolderPayload';
  /** The new folder. */
  readonly folder: Folder;
};

/** What `createShareLink` takes. */
export type CreateShareLinkInput = {
  /** The document. Exactly one of `documentId` and `folderId` is given. */
  readonly documentId?: InputMaybe<Scalars['ID']['input']>;
  /** The e-mail address that the recipient has to prove. */
  readonly email: Scalars['String']['input'];
  /** What becomes of it when its giver leaves. */
  readonly fate?: GrantFate;
  /** The folder. */
  readonly folderId?: InputMaybe<Scalars['ID']['input']>;
  /** The first instant; now if left out. */
  readonly from?: InputMaybe<Scalars['Time']['input']>;
  /** For `HOLD`: the number of days, 1 to 90. */
  readonly holdDays?: InputMaybe<Scalars['Int']['input']>;
  /** What it opens: `VIEW` or `DOWNLOAD`. */
  readonly level: GrantLevel;
  /**
   * What the recipient needs besides, 8 to 128 characters, if anything. It is to be told by another way than the link, and
   * is not kept: nobody can look it up.
   */
  readonly passcode?: InputMaybe<Scalars['String']['input']>;
  /** What the access is for; 1 to 500 characters. */
  readonly purpose: Scalars['String']['input'];
  /** What the recipient has to agree to, 1 to 20000 characters, if there is anything. */
  readonly terms?: InputMaybe<Scalars['String']['input']>;
  /** The first instant at which it is no longer in force. */
  readonly until: Scalars['Time']['input'];
  /** The number of downloads that it allows, 1 to 1000; unlimited if left out. */
  readonly useLimit?: InputMaybe<Scalars['Int']['input']>;
};

/** What came of `createShareLink`. */
export type CreateShareLinkPayload = {
  readonly __typename: 'CreateShareLinkPayload';
  /** The new link. */
  readonly shareLink: ShareLink;
  /** The link from the root of this server, with its secret in the fragment. The secret is not kept: it is told this once. */
  readonly url: Scalars['String']['output'];
};

/** What `createUpload` takes. */
export type CreateUploadInput = {
  /** For a new document: how confidential it is; `INTERNAL` if left out. */
  readonly classification?: InputMaybe<Classification>;
  /** For a new version: the document. */
  readonly documentId?: InputMaybe<Scalars['ID']['input']>;
  /** For a new document: the folder. Exactly one of `folderId` and `documentId` is given. */
  readonly folderId?: InputMaybe<Scalars['ID']['input']>;
  /** The media type of the bytes. */
  readonly mediaType?: Scalars['String']['input'];
  /** The SHA-256 of the bytes as 64 hexadecimal digits, if it is known; other bytes are refused. */
  readonly sha256?: InputMaybe<Scalars['String']['input']>;
  /** The number of bytes that will come. */
  readonly size: Scalars['ByteCount']['input'];
  /** For a new document: the title; 1 to 255 characters. */
  readonly title?: InputMaybe<Scalars['String']['input']>;
};

/** What came of `createUpload`. */
export type CreateUploadPayload = {
  readonly __typename: 'CreateUploadPayload';
  /** The ID that the document has or will have. */
  readonly documentId: Scalars['ID']['output'];
  /** The upload is given up when it is not finished before this instant. */
  readonly expiresAt: Scalars['Time']['output'];
  /** The upload's ID. */
  readonly uploadId: Scalars['ID']['output'];
  /** Where the bytes go, from the root of this server, by tus 1.0 (HEAD, PATCH). */
  readonly uploadUrl: Scalars['String']['output'];
};

/** Whose documents these are. */
export type Customer = Node & {
  readonly __typename: 'Customer';
  /** The firm's own word for the sort of customer. */
  readonly category: Scalars['String']['output'];
  /** Whom to reach at the customer. Personal fields come masked. */
  readonly contacts: ReadonlyArray<Contact>;
  /** When it came to be. */
  readonly createdAt: Scalars['Time']['output'];
  /** All documents of the customer that the viewer may see. */
  readonly documents: DocumentConnection;
  /** The ID. */
  readonly id: Scalars['ID']['output'];
  /** How much attention the customer's papers deserve. */
  readonly importance: Importance;
  /** Who is what for the customer. */
  readonly memberships: Maybe<ReadonlyArray<Membership>>;
  /** The customer's name. */
  readonly name: Scalars['String']['output'];
  /** The root of the tree of folders; it stands for the whole customer. `null` where the viewer may not see into it. */
  readonly rootFolder: Maybe<Folder>;
  /** Whether the customer is served, leaving or gone. */
  readonly status: CustomerStatus;
  /** When it was last changed. */
  readonly updatedAt: Scalars['Time']['output'];
  /** Whether the viewer may do something to the customer. */
  readonly viewerCan: Scalars['Boolean']['output'];
};


/** Whose documents these are. */
export type CustomerDocumentsArgs = {
  after?: InputMaybe<Scalars['Cursor']['input']>;
  before?: InputMaybe<Scalars['Cursor']['input']>;
  filter?: InputMaybe<DocumentFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<DocumentOrder>;
};


/** Whose documents these are. */
export type CustomerViewerCanArgs = {
  action: CustomerAction;
};

/** What can be done to a customer. */
export type CustomerAction =
  /** Give and take roles for it. */
  | 'ASSIGN'
  /** Read in the log what was done to it and to its documents (`auditEvents`). */
  | 'AUDIT'
  /** Add a folder. */
  | 'CREATE_FOLDER'
  /** Delete its documents, and bring them back (`deletedDocuments`). */
  | 'DELETE_DOCUMENTS'
  /** See its contacts in clear. */
  | 'REVEAL'
  /** Give others access to its folders. */
  | 'SHARE'
  /** Change its fields. */
  | 'UPDATE'
  /** Add a document. */
  | 'UPLOAD';

/** A page of customers. */
export type CustomerConnection = {
  readonly __typename: 'CustomerConnection';
  /** The customers with their cursors. */
  readonly edges: Maybe<ReadonlyArray<Maybe<CustomerEdge>>>;
  /** Where the page lies. */
  readonly pageInfo: PageInfo;
  /** How many there are over all pages. To ask costs about as much as a page. */
  readonly totalCount: TotalCount;
};

/** A customer in a connection. */
export type CustomerEdge = {
  readonly __typename: 'CustomerEdge';
  /** The node's place in the connection. */
  readonly cursor: Scalars['Cursor']['output'];
  /** The node. */
  readonly node: Maybe<Customer>;
};

/** Which customers are wanted. What is left out does not narrow. */
export type CustomerFilter = {
  /** Only these categories. */
  readonly category?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Only these levels of importance. */
  readonly importance?: InputMaybe<ReadonlyArray<Importance>>;
  /** Only customers whose name contains this, whatever the case; 1 to 100 characters. */
  readonly search?: InputMaybe<Scalars['String']['input']>;
  /** Only these states. */
  readonly status?: InputMaybe<ReadonlyArray<CustomerStatus>>;
};

/** An order of customers. */
export type CustomerOrder = {
  /** In which direction. */
  readonly direction?: OrderDirection;
  /** By what. */
  readonly field: CustomerOrderField;
};

/** By what customers are ordered. */
export type CustomerOrderField =
  /** When it came to be. */
  | 'CREATED_AT'
  /** The name. */
  | 'NAME';

/** What a user is for a customer, from the most to the least. */
export type CustomerRole =
  /** Answers for the papers: may do everything and give access. */
  | 'CUSTODIAN'
  /** Works on the papers. */
  | 'EDITOR'
  /** Reads the papers. */
  | 'VIEWER';

/** A role for a customer. */
export type CustomerRoleInput = {
  /** The customer. */
  readonly customerId: Scalars['ID']['input'];
  /** The role. */
  readonly role: CustomerRole;
};

/** Where the firm stands with a customer. */
export type CustomerStatus =
  /** Served. */
  | 'ACTIVE'
  /** Gone. */
  | 'EXITED'
  /** Leaving. */
  | 'EXITING';

/** What `decideAccessRequest` takes. */
export type DecideAccessRequestInput = {
  /** The request. */
  readonly accessRequestId: Scalars['ID']['input'];
  /** Whether to agree to it, or to refuse it. */
  readonly approve: Scalars['Boolean']['input'];
  /** Why it is refused; 1 to 500 characters. Who asked reads it. */
  readonly note?: InputMaybe<Scalars['String']['input']>;
};

/** What came of `decideAccessRequest`. */
export type DecideAccessRequestPayload = {
  readonly __typename: 'DecideAccessRequestPayload';
  /** The request. */
  readonly accessRequest: AccessRequest;
};

/** What `deleteDocument` takes. */
export type DeleteDocumentInput = {
  /** The document. */
  readonly documentId: Scalars['ID']['input'];
};

/** What came of `deleteDocument`. */
export type DeleteDocumentPayload = {
  readonly __typename: 'DeleteDocumentPayload';
  /** The ID that no longer names anything. */
  readonly documentId: Scalars['ID']['output'];
};

/** A document that was deleted and that the viewer may bring back, by `restoreDocument`. */
export type DeletedDocument = {
  readonly __typename: 'DeletedDocument';
  /** How confidential it is. */
  readonly classification: Classification;
  /** When it was deleted. */
  readonly deletedAt: Scalars['Time']['output'];
  /** The folder; `null` where the viewer may not see it. */
  readonly folder: Maybe<Folder>;
  /** The document's ID, which names it again once it is back. */
  readonly id: Scalars['ID']['output'];
  /** The first instant at which it cannot be brought back any more. */
  readonly restorableUntil: Scalars['Time']['output'];
  /** The title. */
  readonly title: Scalars['String']['output'];
};

/** What `departUser` takes. */
export type DepartUserInput = {
  /** Whether to do it even if no admin remains. */
  readonly force?: Scalars['Boolean']['input'];
  /** Why; 1 to 500 characters. */
  readonly reason: Scalars['String']['input'];
  /** Who takes over what is to be handed over. */
  readonly successorId?: InputMaybe<Scalars['ID']['input']>;
  /** Who leaves. */
  readonly userId: Scalars['ID']['input'];
};

/** What came of `departUser`. */
export type DepartUserPayload = {
  readonly __typename: 'DepartUserPayload';
  /** The case file. */
  readonly departure: Departure;
};

/** The case file of one user's leaving. */
export type Departure = Node & {
  readonly __typename: 'Departure';
  /** When it was called off, if it was. */
  readonly cancelledAt: Maybe<Scalars['Time']['output']>;
  /** When it came to be. */
  readonly createdAt: Scalars['Time']['output'];
  /** The instant from which nothing of theirs works; it may lie ahead. */
  readonly departedAt: Scalars['Time']['output'];
  /** The ID. */
  readonly id: Scalars['ID']['output'];
  /** Why. */
  readonly reason: Scalars['String']['output'];
  /** Who recorded it. */
  readonly recordedBy: Maybe<User>;
  /** Which feed, provider or operator the signal came from; null if it was a user. */
  readonly source: Maybe<Scalars['String']['output']>;
  /** Whether it has taken effect. */
  readonly state: DepartureState;
  /** Who takes over, if anybody. */
  readonly successor: Maybe<User>;
  /** What sort of signal it was. */
  readonly trigger: DepartureTrigger;
  /** Who left. */
  readonly user: User;
};

/** A page of departures. */
export type DepartureConnection = {
  readonly __typename: 'DepartureConnection';
  /** The departures with their cursors. */
  readonly edges: Maybe<ReadonlyArray<Maybe<DepartureEdge>>>;
  /** Where the page lies. */
  readonly pageInfo: PageInfo;
  /** How many there are over all pages. To ask costs about as much as a page. */
  readonly totalCount: TotalCount;
};

/**
 * How much a departure ends, hands over and holds. Grants are counted that are in force at its instant or may be later;
 * whether their recipient is suspended, or their uses are used up, is left aside.
 */
export type DepartureCounts = {
  readonly __typename: 'DepartureCounts';
  /** The customers that lose their last custodian. */
  readonly customersBereft: Scalars['Int']['output'];
  /** The customers whose last custodian leaves and whose next one is the successor. */
  readonly customersHandedOver: Scalars['Int']['output'];
  /** The grants that end which the leaver gave to others, or took over from somebody who left before. */
  readonly grantsEnded: Scalars['Int']['output'];
  /** The grants that the leaver gave to others and that the successor answers for. */
  readonly grantsHandedOver: Scalars['Int']['output'];
  /** The grants that the leaver gave to others and that last for their days of grace. */
  readonly grantsHeld: Scalars['Int']['output'];
  /** The grants that the leaver holds. */
  readonly grantsReceived: Scalars['Int']['output'];
  /** The leaver's roles for customers. */
  readonly memberships: Scalars['Int']['output'];
  /** The leaver's browser sessions. */
  readonly sessions: Scalars['Int']['output'];
  /** The access tokens by which programs acted for the leaver. */
  readonly tokens: Scalars['Int']['output'];
  /** The leaver's unfinished uploads. */
  readonly uploads: Scalars['Int']['output'];
};

/** How much somebody downloaded before leaving, as a warning. */
export type DepartureDownloads = {
  readonly __typename: 'DepartureDownloads';
  /** The number of downloads in the 14 days before. */
  readonly recent: Scalars['Int']['output'];
  /** Whether the first is far above the second. */
  readonly unusual: Scalars['Boolean']['output'];
  /** The number of downloads in 14 days as it was over the 12 weeks before those. */
  readonly usual: Scalars['Float']['output'];
};

/** A departure in a connection. */
export type DepartureEdge = {
  readonly __typename: 'DepartureEdge';
  /** The node's place in the connection. */
  readonly cursor: Scalars['Cursor']['output'];
  /** The node. */
  readonly node: Maybe<Departure>;
};

/** Which departures are wanted. What is left out does not narrow. */
export type DepartureFilter = {
  /** Only departures in these states. */
  readonly state?: InputMaybe<ReadonlyArray<DepartureState>>;
  /** Only departures of this user. */
  readonly userId?: InputMaybe<Scalars['ID']['input']>;
};

/** An order of departures. */
export type DepartureOrder = {
  /** In which direction. */
  readonly direction?: OrderDirection;
  /** By what. */
  readonly field: DepartureOrderField;
};

/** By what departures are ordered. */
export type DepartureOrderField =
  /** When the case file came to be. */
  | 'CREATED_AT'
  /** When it happened. */
  | 'DEPARTED_AT';

/** What a departure ends, hands over and holds: of one on record, at its instant; of a rehearsed one, now. */
export type DepartureOutcome = {
  readonly __typename: 'DepartureOutcome';
  /** How much of each. */
  readonly counts: DepartureCounts;
  /** The customers that lose their last custodian. */
  readonly customersBereft: CustomerConnection;
  /** The customers whose last custodian leaves and whose next one is the successor. */
  readonly customersHandedOver: CustomerConnection;
  /** How much the leaver downloaded before. */
  readonly downloads: DepartureDownloads;
  /** The grants that end which the leaver gave to others, or took over from somebody who left before. */
  readonly grantsEnded: GrantConnection;
  /** The grants that the leaver gave to others and that the successor answers for from then on. */
  readonly grantsHandedOver: GrantConnection;
  /** The grants that the leaver gave to others and that last for their days of grace. */
  readonly grantsHeld: GrantConnection;
  /** The grants that the leaver holds and that end. */
  readonly grantsReceived: GrantConnection;
  /** The leaver's roles for customers that end, the newest first; at most 100. */
  readonly memberships: ReadonlyArray<Membership>;
  /** The leaver's browser sessions that end, the newest first; at most 100. */
  readonly sessions: ReadonlyArray<Session>;
  /** Who takes over, if anybody. */
  readonly successor: Maybe<User>;
  /** The access tokens by which programs acted for the leaver and that end, the newest first; at most 100. */
  readonly tokens: ReadonlyArray<AccessToken>;
  /** The leaver's unfinished uploads that end, the newest first; at most 100. */
  readonly uploads: ReadonlyArray<DepartureUpload>;
  /** Who leaves. */
  readonly user: User;
};


/** What a departure ends, hands over and holds: of one on record, at its instant; of a rehearsed one, now. */
export type DepartureOutcomeCustomersBereftArgs = {
  after?: InputMaybe<Scalars['Cursor']['input']>;
  before?: InputMaybe<Scalars['Cursor']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
};


/** What a departure ends, hands over and holds: of one on record, at its instant; of a rehearsed one, now. */
export type DepartureOutcomeCustomersHandedOverArgs = {
  after?: InputMaybe<Scalars['Cursor']['input']>;
  before?: InputMaybe<Scalars['Cursor']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
};


/** What a departure ends, hands over and holds: of one on record, at its instant; of a rehearsed one, now. */
export type DepartureOutcomeGrantsEndedArgs = {
  after?: InputMaybe<Scalars['Cursor']['input']>;
  before?: InputMaybe<Scalars['Cursor']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
};


/** What a departure ends, hands over and holds: of one on record, at its instant; of a rehearsed one, now. */
export type DepartureOutcomeGrantsHandedOverArgs = {
  after?: InputMaybe<Scalars['Cursor']['input']>;
  before?: InputMaybe<Scalars['Cursor']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
};


/** What a departure ends, hands over and holds: of one on record, at its instant; of a rehearsed one, now. */
export type DepartureOutcomeGrantsHeldArgs = {
  after?: InputMaybe<Scalars['Cursor']['input']>;
  before?: InputMaybe<Scalars['Cursor']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
};


/** What a departure ends, hands over and holds: of one on record, at its instant; of a rehearsed one, now. */
export type DepartureOutcomeGrantsReceivedArgs = {
  after?: InputMaybe<Scalars['Cursor']['input']>;
  before?: InputMaybe<Scalars['Cursor']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
};

/** How far a departure has come. */
export type DepartureProgress = {
  readonly __typename: 'DepartureProgress';
  /** The servers that have yet to say that nothing of the leaver's is under way there. */
  readonly awaited: ReadonlyArray<Scalars['String']['output']>;
  /** What is on record by now. */
  readonly record: DepartureRecord;
  /** Whether it has taken effect and no server is awaited, or was called off: this is the last event then. */
  readonly settled: Scalars['Boolean']['output'];
};

/** What is on record of a departure. */
export type DepartureRecord = {
  readonly __typename: 'DepartureRecord';
  /** The case file. */
  readonly departure: Departure;
  /** What it ended, handed over and held. */
  readonly outcome: DepartureOutcome;
  /** What each replica has seen of it, for admins and auditors; the newest first. */
  readonly witnesses: ReadonlyArray<DepartureWitness>;
};

/** Whether a departure has taken effect. */
export type DepartureState =
  /** It was called off, or another one came first. */
  | 'CANCELLED'
  /** It has. */
  | 'DONE'
  /** Its instant lies ahead, and it can be cancelled. */
  | 'PLANNED';

/** A stream that was cut by a departure. */
export type DepartureStream = {
  readonly __typename: 'DepartureStream';
  /** When it was cut. */
  readonly at: Scalars['Time']['output'];
  /** The document that it carried, where that exists for the viewer. */
  readonly document: Maybe<Document>;
  /** What it carried. */
  readonly kind: StreamKind;
};

/** What sort of signal of leaving it was. */
export type DepartureTrigger =
  /** An admin's act. */
  | 'ADMIN'
  /** Long inactivity. */
  | 'INACTIVITY'
  /** An operator's act at the server's command line. */
  | 'OPERATOR'
  /** The identity provider, which no longer vouches for the account. */
  | 'PROVIDER'
  /** A date that was set ahead. */
  | 'SCHEDULE'
  /** A provisioning feed (SCIM 2.0). */
  | 'SCIM'
  /** A stream of security events (OpenID Shared Signals). */
  | 'SHARED_SIGNALS';

/** An upload that a departure ends before it is finished. */
export type DepartureUpload = {
  readonly __typename: 'DepartureUpload';
  /** When it began. */
  readonly createdAt: Scalars['Time']['output'];
  /** The document of which it would have made a version, where that exists for the viewer; null for a new one. */
  readonly document: Maybe<Document>;
  /** The number of bytes that came. */
  readonly received: Scalars['ByteCount']['output'];
  /** The number of bytes that were to come; null when the uploader had not said. */
  readonly size: Maybe<Scalars['ByteCount']['output']>;
};

/** What one replica has seen of a departure. */
export type DepartureWitness = Node & {
  readonly __typename: 'DepartureWitness';
  /** The ID. */
  readonly id: Scalars['ID']['output'];
  /** The number of requests and sign-ins of the one who left that were refused there since. */
  readonly refused: Scalars['Int']['output'];
  /** When the last of them was. */
  readonly refusedAt: Maybe<Scalars['Time']['output']>;
  /** Which replica. */
  readonly replica: Scalars['String']['output'];
  /** The instant by which no stream was left there that rested on the one who left. */
  readonly settledAt: Scalars['Time']['output'];
  /** These streams, in the order in which they were cut; at most 1000. Departures of earlier releases name none. */
  readonly streams: ReadonlyArray<DepartureStream>;
  /** The number of streams that were cut there since the departure. */
  readonly streamsCut: Scalars['Int']['output'];
};

/** A titled thing in one folder. Its bytes are at `/documents/{id}/content`. */
export type Document = Node & {
  readonly __typename: 'Document';
  /** How confidential it is. */
  readonly classification: Classification;
  /** Where the bytes are, from the root of this server. */
  readonly contentUrl: Scalars['String']['output'];
  /** When it came to be. */
  readonly createdAt: Scalars['Time']['output'];
  /** Who brought it in; `null` where the viewer may not see them. */
  readonly createdBy: Maybe<User>;
  /** The newest version. */
  readonly currentVersion: Maybe<Version>;
  /** The customer; `null` where the viewer may not see it. */
  readonly customer: Maybe<Customer>;
  /** The folder; `null` where the viewer may not see it. */
  readonly folder: Maybe<Folder>;
  /** The grants on the document itself that the viewer may see. */
  readonly grants: GrantConnection;
  /** The ID. */
  readonly id: Scalars['ID']['output'];
  /** The title, which is also the name of the file when it is downloaded. */
  readonly title: Scalars['String']['output'];
  /** When it or its current version last changed. */
  readonly updatedAt: Scalars['Time']['output'];
  /** All versions, the newest first. */
  readonly versions: Maybe<ReadonlyArray<Version>>;
  /** Whether the viewer may do something to the document. */
  readonly viewerCan: Scalars['Boolean']['output'];
};


/** A titled thing in one folder. Its bytes are at `/documents/{id}/content`. */
export type DocumentGrantsArgs = {
  after?: InputMaybe<Scalars['Cursor']['input']>;
  before?: InputMaybe<Scalars['Cursor']['input']>;
  filter?: InputMaybe<GrantFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<GrantOrder>;
};


/** A titled thing in one folder. Its bytes are at `/documents/{id}/content`. */
export type DocumentViewerCanArgs = {
  action: DocumentAction;
};

/** What can be done to a document. */
export type DocumentAction =
  /** Change its classification. */
  | 'CLASSIFY'
  /** Delete it. */
  | 'DELETE'
  /** Have its bytes. */
  | 'DOWNLOAD'
  /** Change its title and add a version. */
  | 'EDIT'
  /** Move it to another folder. */
  | 'MOVE'
  /** Ask for access to it, or for more. */
  | 'REQUEST'
  /** Give others access to it. */
  | 'SHARE';

/** A page of documents. */
export type DocumentConnection = {
  readonly __typename: 'DocumentConnection';
  /** The documents with their cursors. */
  readonly edges: Maybe<ReadonlyArray<Maybe<DocumentEdge>>>;
  /** Where the page lies. */
  readonly pageInfo: PageInfo;
  /** How many there are over all pages. To ask costs about as much as a page. */
  readonly totalCount: TotalCount;
};

/** A document in a connection. */
export type DocumentEdge = {
  readonly __typename: 'DocumentEdge';
  /** The node's place in the connection. */
  readonly cursor: Scalars['Cursor']['output'];
  /** The node. */
  readonly node: Maybe<Document>;
};

/** Which documents are wanted. What is left out does not narrow. */
export type DocumentFilter = {
  /** Only these classifications. */
  readonly classification?: InputMaybe<ReadonlyArray<Classification>>;
  /** Only documents of this customer. */
  readonly customerId?: InputMaybe<Scalars['ID']['input']>;
  /** Only documents whose title contains this, whatever the case; 1 to 100 characters. */
  readonly search?: InputMaybe<Scalars['String']['input']>;
  /** Only documents with one of these titles, letter by letter; at most 100. */
  readonly titles?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};

/** An order of documents. */
export type DocumentOrder = {
  /** In which direction. */
  readonly direction?: OrderDirection;
  /** By what. */
  readonly field: DocumentOrderField;
};

/** By what documents are ordered. */
export type DocumentOrderField =
  /** When it came to be. */
  | 'CREATED_AT'
  /** The title. */
  | 'TITLE'
  /** When it or its current version last changed. */
  | 'UPDATED_AT';

/** Whose sessions to end. */
export type EndSessionsInput = {
  /** The user; oneself if left out. */
  readonly userId?: InputMaybe<Scalars['ID']['input']>;
};

/** What came of it. */
export type EndSessionsPayload = {
  readonly __typename: 'EndSessionsPayload';
  /** The user. */
  readonly user: User;
};

/** What `extendGrant` takes. */
export type ExtendGrantInput = {
  /** The grant. */
  readonly grantId: Scalars['ID']['input'];
  /** The new end. */
  readonly until: Scalars['Time']['input'];
};

/** What came of `extendGrant`. */
export type ExtendGrantPayload = {
  readonly __typename: 'ExtendGrantPayload';
  /** The grant. */
  readonly grant: Grant;
};

/** A node of a customer's tree. */
export type Folder = Node & {
  readonly __typename: 'Folder';
  /** The folders directly beneath, by name. */
  readonly children: Maybe<ReadonlyArray<Folder>>;
  /** When it came to be. */
  readonly createdAt: Scalars['Time']['output'];
  /** The customer; `null` where the viewer may not see it. */
  readonly customer: Maybe<Customer>;
  /** The documents directly in the folder that the viewer may see. */
  readonly documents: DocumentConnection;
  /** The grants on the folder that the viewer may see. */
  readonly grants: GrantConnection;
  /** The ID. */
  readonly id: Scalars['ID']['output'];
  /** The name, unique among its siblings. */
  readonly name: Scalars['String']['output'];
  /** The folder above; `null` for a root, and where the viewer may not see it. */
  readonly parent: Maybe<Folder>;
  /** Whether the viewer may do something in the folder. */
  readonly viewerCan: Scalars['Boolean']['output'];
};


/** A node of a customer's tree. */
export type FolderDocumentsArgs = {
  after?: InputMaybe<Scalars['Cursor']['input']>;
  before?: InputMaybe<Scalars['Cursor']['input']>;
  filter?: InputMaybe<DocumentFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<DocumentOrder>;
};


/** A node of a customer's tree. */
export type FolderGrantsArgs = {
  after?: InputMaybe<Scalars['Cursor']['input']>;
  before?: InputMaybe<Scalars['Cursor']['input']>;
  filter?: InputMaybe<GrantFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<GrantOrder>;
};


/** A node of a customer's tree. */
export type FolderViewerCanArgs = {
  action: FolderAction;
};

/** What can be done in a folder. */
export type FolderAction =
  /** Create a folder beneath it. */
  | 'CREATE_FOLDER'
  /** Take away what is in it and beneath it, as one ZIP file at `/folders/{id}/zip`. */
  | 'DOWNLOAD'
  /** Give others access to it and all beneath it. */
  | 'SHARE'
  /** Bring in a document. */
  | 'UPLOAD';

/** A role for the whole vault. Neither opens a document. */
export type GlobalRole =
  /** Runs people and departures. */
  | 'ADMIN'
  /** Reads the log and the names of things. */
  | 'AUDITOR';

/** Somebody's access to one document or one folder's subtree, for a bounded time. */
export type Grant = Node & {
  readonly __typename: 'Grant';
  /** When it came to be. */
  readonly createdAt: Scalars['Time']['output'];
  /** The customer; `null` where the viewer may not see it. */
  readonly customer: Maybe<Customer>;
  /** The document, if it is on one and it can be seen. */
  readonly document: Maybe<Document>;
  /** What becomes of it when its giver leaves. */
  readonly fate: GrantFate;
  /** The folder, if it is on one and it can be seen. */
  readonly folder: Maybe<Folder>;
  /** The first instant at which it is in force. */
  readonly from: Scalars['Time']['output'];
  /** Who gave it; `null` where the viewer may not see them. */
  readonly giver: Maybe<User>;
  /** For `HOLD`: the number of days that it outlives its giver's leaving. */
  readonly holdDays: Maybe<Scalars['Int']['output']>;
  /** The ID. */
  readonly id: Scalars['ID']['output'];
  /** Whether it is in force now: in its time, not revoked, not used up, giver and recipient as its fate demands. */
  readonly inForce: Scalars['Boolean']['output'];
  /** What it opens. */
  readonly level: GrantLevel;
  /** What the access is for. */
  readonly purpose: Scalars['String']['output'];
  /** When it was revoked, if it was. */
  readonly revokedAt: Maybe<Scalars['Time']['output']>;
  /** The share link that it is the grant of, if it is one's and the viewer answers for it. */
  readonly shareLink: Maybe<ShareLink>;
  /** The first instant at which it is no longer in force. */
  readonly until: Scalars['Time']['output'];
  /** The number of downloads that it allows, if it is limited. */
  readonly useLimit: Maybe<Scalars['Int']['output']>;
  /** Who has the access; `null` where the viewer may not see them. */
  readonly user: Maybe<User>;
  /** The number of downloads that were made under it. */
  readonly uses: Scalars['Int']['output'];
  /** Whether the viewer may do something with the grant, and it would change anything. */
  readonly viewerCan: Scalars['Boolean']['output'];
  /** Whether what is shown must bear the recipient's name. */
  readonly watermark: Scalars['Boolean']['output'];
};


/** Somebody's access to one document or one folder's subtree, for a bounded time. */
export type GrantViewerCanArgs = {
  action: GrantAction;
};

/** What `grantAccess` takes. */
export type GrantAccessInput = {
  /** The document. Exactly one of `documentId` and `folderId` is given. */
  readonly documentId?: InputMaybe<Scalars['ID']['input']>;
  /** What becomes of it when its giver leaves. */
  readonly fate?: GrantFate;
  /** The folder. */
  readonly folderId?: InputMaybe<Scalars['ID']['input']>;
  /** The first instant; now if left out. */
  readonly from?: InputMaybe<Scalars['Time']['input']>;
  /** For `HOLD`: the number of days, 1 to 90. */
  readonly holdDays?: InputMaybe<Scalars['Int']['input']>;
  /** What it opens. */
  readonly level: GrantLevel;
  /** What the access is for; 1 to 500 characters. */
  readonly purpose: Scalars['String']['input'];
  /** The first instant at which it is no longer in force. */
  readonly until: Scalars['Time']['input'];
  /** The number of downloads that it allows, 1 to 1000; unlimited if left out. */
  readonly useLimit?: InputMaybe<Scalars['Int']['input']>;
  /** Who is to have the access. */
  readonly userId: Scalars['ID']['input'];
};

/** What came of `grantAccess`. */
export type GrantAccessPayload = {
  readonly __typename: 'GrantAccessPayload';
  /** The new grant. */
  readonly grant: Grant;
};

/** What can be done with a grant. */
export type GrantAction =
  /** Move its end. */
  | 'EXTEND'
  /** Give it back, having been given it. */
  | 'RETURN'
  /** End it now. */
  | 'REVOKE';

/** A page of grants. */
export type GrantConnection = {
  readonly __typename: 'GrantConnection';
  /** The grants with their cursors. */
  readonly edges: Maybe<ReadonlyArray<Maybe<GrantEdge>>>;
  /** Where the page lies. */
  readonly pageInfo: PageInfo;
  /** How many there are over all pages. To ask costs about as much as a page. */
  readonly totalCount: TotalCount;
};

/** A grant in a connection. */
export type GrantEdge = {
  readonly __typename: 'GrantEdge';
  /** The node's place in the connection. */
  readonly cursor: Scalars['Cursor']['output'];
  /** The node. */
  readonly node: Maybe<Grant>;
};

/** What becomes of a grant when its giver leaves. */
export type GrantFate =
  /** It ends with them. */
  | 'END'
  /** It goes on under the successor; without one it ends. */
  | 'HAND_OVER'
  /** It goes on for a number of days, then ends. */
  | 'HOLD';

/** Which grants are wanted. What is left out does not narrow. */
export type GrantFilter = {
  /** Only grants on things of this customer. */
  readonly customerId?: InputMaybe<Scalars['ID']['input']>;
  /** Only grants by this user. */
  readonly giverId?: InputMaybe<Scalars['ID']['input']>;
  /** Only grants that are, or are not, in force now. */
  readonly inForce?: InputMaybe<Scalars['Boolean']['input']>;
  /** Only grants to this user. */
  readonly userId?: InputMaybe<Scalars['ID']['input']>;
};

/** What a grant opens, from the least to the most. */
export type GrantLevel =
  /** Having the bytes. */
  | 'DOWNLOAD'
  /** Adding versions. */
  | 'EDIT'
  /** Seeing that the document is there, and its description. */
  | 'VIEW';

/** An order of grants. */
export type GrantOrder = {
  /** In which direction. */
  readonly direction?: OrderDirection;
  /** By what. */
  readonly field: GrantOrderField;
};

/** By what grants are ordered. */
export type GrantOrderField =
  /** When it came to be. */
  | 'CREATED_AT'
  /** When it ends. */
  | 'UNTIL';

/** How much attention something deserves, from the least to the most. */
export type Importance =
  /** The most. */
  | 'CRITICAL'
  /** Much. */
  | 'HIGH'
  /** Little. */
  | 'LOW'
  /** As usual. */
  | 'NORMAL';

/** A request to destroy keys of a customer, and so, for everybody and for ever, what they sealed. */
export type KeyDestruction = {
  readonly __typename: 'KeyDestruction';
  /** Whose documents, by classification, would be lost. With `CONFIDENTIAL` go the customer's contacts. */
  readonly classification: ReadonlyArray<Classification>;
  /** The first instant at which it cannot be confirmed any more. */
  readonly confirmableUntil: Scalars['Time']['output'];
  /** The customer; `null` where the viewer may not see it. */
  readonly customer: Maybe<Customer>;
  /** The ID of the request, which is an entry in the log. */
  readonly id: Scalars['ID']['output'];
  /** Why. */
  readonly reason: Scalars['String']['output'];
  /** When it was asked for. */
  readonly requestedAt: Scalars['Time']['output'];
  /** Who asked for it; `null` where the viewer may not see them. */
  readonly requestedBy: Maybe<User>;
};

/** A staff user's role for one customer. */
export type Membership = Node & {
  readonly __typename: 'Membership';
  /** When it came to be. */
  readonly createdAt: Scalars['Time']['output'];
  /** The customer; `null` where the viewer may not see it. */
  readonly customer: Maybe<Customer>;
  /** When the role was taken away, if it was. */
  readonly endedAt: Maybe<Scalars['Time']['output']>;
  /** The ID. */
  readonly id: Scalars['ID']['output'];
  /** What the user is for the customer. */
  readonly role: CustomerRole;
  /** The user; `null` where the viewer may not see them. */
  readonly user: Maybe<User>;
  /** Whether the viewer may do something to the role, and it would change anything. */
  readonly viewerCan: Scalars['Boolean']['output'];
};


/** A staff user's role for one customer. */
export type MembershipViewerCanArgs = {
  action: MembershipAction;
};

/** What can be done to a role for a customer. */
export type MembershipAction =
  /** Take it away. */
  | 'UNASSIGN';

/** What `moveDocument` takes. */
export type MoveDocumentInput = {
  /** The document. */
  readonly documentId: Scalars['ID']['input'];
  /** The folder to move it to. */
  readonly folderId: Scalars['ID']['input'];
};

/** What came of `moveDocument`. */
export type MoveDocumentPayload = {
  readonly __typename: 'MoveDocumentPayload';
  /** The document. */
  readonly document: Document;
};

/** Everything that can be done. Each mutation is one transaction: it happens whole, with its entry in the log, or not at all. */
export type Mutation = {
  readonly __typename: 'Mutation';
  /** Gives a user a role: for one customer (instead of an earlier one), or for the whole vault. Nobody gives a role to themselves. */
  readonly assignRole: AssignRolePayload;
  /** Takes back a date that was set for somebody's leaving, while it lies ahead. Without one it changes nothing. */
  readonly cancelDeparture: CancelDeparturePayload;
  /** Destroys the keys that another admin asked to destroy. It cannot be undone. */
  readonly confirmKeyDestruction: ConfirmKeyDestructionPayload;
  /** Creates a customer with its root folder; whoever creates it becomes its custodian. */
  readonly createCustomer: CreateCustomerPayload;
  /** Creates a folder beneath another. */
  readonly createFolder: CreateFolderPayload;
  /**
   * Opens a document or a folder to somebody without an account, by the rules of `grantAccess`, where the handling rules of
   * the classification allow links. Who is given the URL and proves the e-mail address gets in.
   */
  readonly createShareLink: CreateShareLinkPayload;
  /** Begins an upload of a new document or of a new version of one. The bytes go to the URL by tus 1.0; the document comes to be when the last byte is durable. */
  readonly createUpload: CreateUploadPayload;
  /**
   * Agrees to a request, or refuses it. Whoever could give the access may, but not who asks for it. The last agreement that
   * the document's handling rules want gives the access; one refusal ends the request.
   */
  readonly decideAccessRequest: DecideAccessRequestPayload;
  /** Deletes a document. It is gone for everybody at once; its bytes go later. */
  readonly deleteDocument: DeleteDocumentPayload;
  /** Ends everything of a user at once: sessions, tokens, roles, grants held and, by their fate, grants given. Doing it twice changes nothing. */
  readonly departUser: DepartUserPayload;
  /** Ends all sessions and tokens of an account. The next sign-in must be newer than this. */
  readonly endSessions: EndSessionsPayload;
  /** Moves the end of a grant that is still in force, within the handling rules. */
  readonly extendGrant: ExtendGrantPayload;
  /** Gives a user access to one document or one folder for a bounded time, within the handling rules of what is opened. */
  readonly grantAccess: GrantAccessPayload;
  /** Moves a document to another folder of the same customer. */
  readonly moveDocument: MoveDocumentPayload;
  /** Lets an account act again. What had ended with a departure stays ended. */
  readonly reinstateUser: ReinstateUserPayload;
  /** Asks for access to a document that one sees. A second request on the same document waits for the first (`CONFLICT`). */
  readonly requestAccess: RequestAccessPayload;
  /**
   * Asks for the destruction of keys of a customer. Nothing is destroyed until another admin confirms it, within a day. Refused
   * while a deleted document can be brought back or a grant is held for its recipient.
   */
  readonly requestKeyDestruction: RequestKeyDestructionPayload;
  /**
   * Brings a deleted document back, for as long after its deletion as the handling
   * rules for its classification say. Whoever may delete it may. Grants on it that
   * have not ended meanwhile open it again.
   */
  readonly restoreDocument: RestoreDocumentPayload;
  /** Makes an older version of a document its current one. The others stay. */
  readonly restoreVersion: RestoreVersionPayload;
  /** Ends a grant now that one was given and no longer needs. Returning one that has ended changes nothing. */
  readonly returnAccess: ReturnAccessPayload;
  /** Answers a customer's contacts in clear, and writes into the log who saw them and what for. */
  readonly revealContacts: RevealContactsPayload;
  /** Ends a grant now. Revoking one that has ended changes nothing. */
  readonly revokeGrant: RevokeGrantPayload;
  /** Ends a share link and its grant now, as `revokeGrant` does. To end one that is over changes nothing. */
  readonly revokeShareLink: RevokeShareLinkPayload;
  /** Sets the instant from which nothing of a user works; another instant, reason or successor replaces what was set. */
  readonly scheduleDeparture: ScheduleDeparturePayload;
  /** Stops an account for now: its sessions end, and nothing it holds or gave works until it is reinstated. */
  readonly suspendUser: SuspendUserPayload;
  /** Takes a role away: for one customer, or for the whole vault. */
  readonly unassignRole: UnassignRolePayload;
  /** Changes the fields of a customer that are given. */
  readonly updateCustomer: UpdateCustomerPayload;
  /**
   * Changes the fields of a document that are given. Raising the classification ends or shortens access that no longer fits
   * (`reclassificationRehearsal`); lowering it again brings nothing back.
   */
  readonly updateDocument: UpdateDocumentPayload;
  /** Takes back a request of one's own that waits. */
  readonly withdrawAccessRequest: WithdrawAccessRequestPayload;
};


/** Everything that can be done. Each mutation is one transaction: it happens whole, with its entry in the log, or not at all. */
export type MutationAssignRoleArgs = {
  input: AssignRoleInput;
};


/** Everything that can be done. Each mutation is one transaction: it happens whole, with its entry in the log, or not at all. */
export type MutationCancelDepartureArgs = {
  input: CancelDepartureInput;
};


/** Everything that can be done. Each mutation is one transaction: it happens whole, with its entry in the log, or not at all. */
export type MutationConfirmKeyDestructionArgs = {
  input: ConfirmKeyDestructionInput;
};


/** Everything that can be done. Each mutation is one transaction: it happens whole, with its entry in the log, or not at all. */
export type MutationCreateCustomerArgs = {
  input: CreateCustomerInput;
};


/** Everything that can be done. Each mutation is one transaction: it happens whole, with its entry in the log, or not at all. */
export type MutationCreateFolderArgs = {
  input: CreateFolderInput;
};


/** Everything that can be done. Each mutation is one transaction: it happens whole, with its entry in the log, or not at all. */
export type MutationCreateShareLinkArgs = {
  input: CreateShareLinkInput;
};


/** Everything that can be done. Each mutation is one transaction: it happens whole, with its entry in the log, or not at all. */
export type MutationCreateUploadArgs = {
  input: CreateUploadInput;
};


/** Everything that can be done. Each mutation is one transaction: it happens whole, with its entry in the log, or not at all. */
export type MutationDecideAccessRequestArgs = {
  input: DecideAccessRequestInput;
};


/** Everything that can be done. Each mutation is one transaction: it happens whole, with its entry in the log, or not at all. */
export type MutationDeleteDocumentArgs = {
  input: DeleteDocumentInput;
};


/** Everything that can be done. Each mutation is one transaction: it happens whole, with its entry in the log, or not at all. */
export type MutationDepartUserArgs = {
  input: DepartUserInput;
};


/** Everything that can be done. Each mutation is one transaction: it happens whole, with its entry in the log, or not at all. */
export type MutationEndSessionsArgs = {
  input: EndSessionsInput;
};


/** Everything that can be done. Each mutation is one transaction: it happens whole, with its entry in the log, or not at all. */
export type MutationExtendGrantArgs = {
  input: ExtendGrantInput;
};


/** Everything that can be done. Each mutation is one transaction: it happens whole, with its entry in the log, or not at all. */
export type MutationGrantAccessArgs = {
  input: GrantAccessInput;
};


/** Everything that can be done. Each mutation is one transaction: it happens whole, with its entry in the log, or not at all. */
export type MutationMoveDocumentArgs = {
  input: MoveDocumentInput;
};


/** Everything that can be done. Each mutation is one transaction: it happens whole, with its entry in the log, or not at all. */
export type MutationReinstateUserArgs = {
  input: ReinstateUserInput;
};


/** Everything that can be done. Each mutation is one transaction: it happens whole, with its entry in the log, or not at all. */
export type MutationRequestAccessArgs = {
  input: RequestAccessInput;
};


/** Everything that can be done. Each mutation is one transaction: it happens whole, with its entry in the log, or not at all. */
export type MutationRequestKeyDestructionArgs = {
  input: RequestKeyDestructionInput;
};


/** Everything that can be done. Each mutation is one transaction: it happens whole, with its entry in the log, or not at all. */
export type MutationRestoreDocumentArgs = {
  input: RestoreDocumentInput;
};


/** Everything that can be done. Each mutation is one transaction: it happens whole, with its entry in the log, or not at all. */
export type MutationRestoreVersionArgs = {
  input: RestoreVersionInput;
};


/** Everything that can be done. Each mutation is one transaction: it happens whole, with its entry in the log, or not at all. */
export type MutationReturnAccessArgs = {
  input: ReturnAccessInput;
};


/** Everything that can be done. Each mutation is one transaction: it happens whole, with its entry in the log, or not at all. */
export type MutationRevealContactsArgs = {
  input: RevealContactsInput;
};


/** Everything that can be done. Each mutation is one transaction: it happens whole, with its entry in the log, or not at all. */
export type MutationRevokeGrantArgs = {
  input: RevokeGrantInput;
};


/** Everything that can be done. Each mutation is one transaction: it happens whole, with its entry in the log, or not at all. */
export type MutationRevokeShareLinkArgs = {
  input: RevokeShareLinkInput;
};


/** Everything that can be done. Each mutation is one transaction: it happens whole, with its entry in the log, or not at all. */
export type MutationScheduleDepartureArgs = {
  input: ScheduleDepartureInput;
};


/** Everything that can be done. Each mutation is one transaction: it happens whole, with its entry in the log, or not at all. */
export type MutationSuspendUserArgs = {
  input: SuspendUserInput;
};


/** Everything that can be done. Each mutation is one transaction: it happens whole, with its entry in the log, or not at all. */
export type MutationUnassignRoleArgs = {
  input: UnassignRoleInput;
};


/** Everything that can be done. Each mutation is one transaction: it happens whole, with its entry in the log, or not at all. */
export type MutationUpdateCustomerArgs = {
  input: UpdateCustomerInput;
};


/** Everything that can be done. Each mutation is one transaction: it happens whole, with its entry in the log, or not at all. */
export type MutationUpdateDocumentArgs = {
  input: UpdateDocumentInput;
};


/** Everything that can be done. Each mutation is one transaction: it happens whole, with its entry in the log, or not at all. */
export type MutationWithdrawAccessRequestArgs = {
  input: WithdrawAccessRequestInput;
};

/** What has come to the audit log. */
export type NewAuditEvents = {
  readonly __typename: 'NewAuditEvents';
  /** Behind which the next ones come. */
  readonly endCursor: Scalars['Cursor']['output'];
  /** The entries, the oldest first; at most 25, the others follow. */
  readonly entries: ReadonlyArray<AuditEventEdge>;
};

/** An object with an ID that stays the same for ever. */
export type Node = {
  /** The object's ID: a TypeID, such as `doc_01h455vb4pex5vsknk084sn02q`. */
  readonly id: Scalars['ID']['output'];
};

/** The direction of an order. */
export type OrderDirection =
  /** From the lowest to the highest. */
  | 'ASC'
  /** From the highest to the lowest. */
  | 'DESC';

/** Where a page of a connection lies (GraphQL Cursor Connections Specification). */
export type PageInfo = {
  readonly __typename: 'PageInfo';
  /** The cursor of the last edge of the page. */
  readonly endCursor: Maybe<Scalars['Cursor']['output']>;
  /** Whether there is more after this page. */
  readonly hasNextPage: Scalars['Boolean']['output'];
  /** Whether there is more before this page. */
  readonly hasPreviousPage: Scalars['Boolean']['output'];
  /** The cursor of the first edge of the page. */
  readonly startCursor: Maybe<Scalars['Cursor']['output']>;
};

/**
 * Everything that can be read. A row that the viewer may not see does not exist: it is missing from lists and `null`
 * where a single object was asked for.
 */
export type Query = {
  readonly __typename: 'Query';
  /** The access requests that the viewer made or answers for. */
  readonly accessRequests: AccessRequestConnection;
  /** The audit log, the newest first: all of it for an auditor; for the custodians of a customer what concerns that customer. */
  readonly auditEvents: AuditEventConnection;
  /** The customers that the viewer may see. */
  readonly customers: CustomerConnection;
  /**
   * The deleted documents of a customer that the viewer may bring back, by their role for it: the latest 100. What was
   * purged is not among them.
   */
  readonly deletedDocuments: ReadonlyArray<DeletedDocument>;
  /** What is on record of a departure. */
  readonly departureRecord: DepartureRecord;
  /** What a user's departure would end, hand over and hold now. Nothing is changed. */
  readonly departureRehearsal: DepartureOutcome;
  /** The departures that the viewer may see. */
  readonly departures: DepartureConnection;
  /** The documents that the viewer may see: exactly those that they may open. */
  readonly documents: DocumentConnection;
  /** The grants that the viewer received, gave, or answers for. */
  readonly grants: GrantConnection;
  /** The requests to destroy keys that can be confirmed, the oldest first. */
  readonly keyDestructions: ReadonlyArray<KeyDestruction>;
  /** Any object by its ID. */
  readonly node: Maybe<Node>;
  /** Any objects by their IDs, in the same order, with `null` for each that does not exist. */
  readonly nodes: ReadonlyArray<Maybe<Node>>;
  /** What `updateDocument` would end and shorten by a new classification, for whoever may give it. */
  readonly reclassificationRehearsal: ReclassificationRehearsal;
  /** The share links of the grants that the viewer gave or answers for. */
  readonly shareLinks: ShareLinkConnection;
  /** Every source of signals of leaving; for those who run people. */
  readonly signalFeeds: ReadonlyArray<SignalFeed>;
  /** The users that the viewer may see. */
  readonly users: UserConnection;
  /** Who is signed in, and what they may do; `null` when nobody is. */
  readonly viewer: Maybe<Viewer>;
};


/**
 * Everything that can be read. A row that the viewer may not see does not exist: it is missing from lists and `null`
 * where a single object was asked for.
 */
export type QueryAccessRequestsArgs = {
  after?: InputMaybe<Scalars['Cursor']['input']>;
  before?: InputMaybe<Scalars['Cursor']['input']>;
  filter?: InputMaybe<AccessRequestFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<AccessRequestOrder>;
};


/**
 * Everything that can be read. A row that the viewer may not see does not exist: it is missing from lists and `null`
 * where a single object was asked for.
 */
export type QueryAuditEventsArgs = {
  after?: InputMaybe<Scalars['Cursor']['input']>;
  before?: InputMaybe<Scalars['Cursor']['input']>;
  filter?: InputMaybe<AuditEventFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<AuditEventOrder>;
};


/**
 * Everything that can be read. A row that the viewer may not see does not exist: it is missing from lists and `null`
 * where a single object was asked for.
 */
export type QueryCustomersArgs = {
  after?: InputMaybe<Scalars['Cursor']['input']>;
  before?: InputMaybe<Scalars['Cursor']['input']>;
  filter?: InputMaybe<CustomerFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<CustomerOrder>;
};


/**
 * Everything that can be read. A row that the viewer may not see does not exist: it is missing from lists and `null`
 * where a single object was asked for.
 */
export type QueryDeletedDocumentsArgs = {
  customerId: Scalars['ID']['input'];
};


/**
 * Everything that can be read. A row that the viewer may not see does not exist: it is missing from lists and `null`
 * where a single object was asked for.
 */
export type QueryDepartureRecordArgs = {
  departureId: Scalars['ID']['input'];
};


/**
 * Everything that can be read. A row that the viewer may not see does not exist: it is missing from lists and `null`
 * where a single object was asked for.
 */
export type QueryDepartureRehearsalArgs = {
  successorId?: InputMaybe<Scalars['ID']['input']>;
  userId: Scalars['ID']['input'];
};


/**
 * Everything that can be read. A row that the viewer may not see does not exist: it is missing from lists and `null`
 * where a single object was asked for.
 */
export type QueryDeparturesArgs = {
  after?: InputMaybe<Scalars['Cursor']['input']>;
  before?: InputMaybe<Scalars['Cursor']['input']>;
  filter?: InputMaybe<DepartureFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<DepartureOrder>;
};


/**
 * Everything that can be read. A row that the viewer may not see does not exist: it is missing from lists and `null`
 * where a single object was asked for.
 */
export type QueryDocumentsArgs = {
  after?: InputMaybe<Scalars['Cursor']['input']>;
  before?: InputMaybe<Scalars['Cursor']['input']>;
  filter?: InputMaybe<DocumentFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<DocumentOrder>;
};


/**
 * Everything that can be read. A row that the viewer may not see does not exist: it is missing from lists and `null`
 * where a single object was asked for.
 */
export type QueryGrantsArgs = {
  after?: InputMaybe<Scalars['Cursor']['input']>;
  before?: InputMaybe<Scalars['Cursor']['input']>;
  filter?: InputMaybe<GrantFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<GrantOrder>;
};


/**
 * Everything that can be read. A row that the viewer may not see does not exist: it is missing from lists and `null`
 * where a single object was asked for.
 */
export type QueryNodeArgs = {
  id: Scalars['ID']['input'];
};


/**
 * Everything that can be read. A row that the viewer may not see does not exist: it is missing from lists and `null`
 * where a single object was asked for.
 */
export type QueryNodesArgs = {
  ids: ReadonlyArray<Scalars['ID']['input']>;
};


/**
 * Everything that can be read. A row that the viewer may not see does not exist: it is missing from lists and `null`
 * where a single object was asked for.
 */
export type QueryReclassificationRehearsalArgs = {
  classification: Classification;
  documentId: Scalars['ID']['input'];
};


/**
 * Everything that can be read. A row that the viewer may not see does not exist: it is missing from lists and `null`
 * where a single object was asked for.
 */
export type QueryShareLinksArgs = {
  after?: InputMaybe<Scalars['Cursor']['input']>;
  before?: InputMaybe<Scalars['Cursor']['input']>;
  filter?: InputMaybe<ShareLinkFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<ShareLinkOrder>;
};


/**
 * Everything that can be read. A row that the viewer may not see does not exist: it is missing from lists and `null`
 * where a single object was asked for.
 */
export type QueryUsersArgs = {
  after?: InputMaybe<Scalars['Cursor']['input']>;
  before?: InputMaybe<Scalars['Cursor']['input']>;
  filter?: InputMaybe<UserFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<UserOrder>;
};

/** What a higher classification of a document takes from whom. Nothing for one that is not higher. */
export type ReclassificationRehearsal = {
  readonly __typename: 'ReclassificationRehearsal';
  /** The grants on folders above it that open it no longer. */
  readonly grantsClosed: ReadonlyArray<Grant>;
  /** The grants on the document itself that end. */
  readonly grantsEnded: ReadonlyArray<Grant>;
  /** The grants on the document itself that go on, but not for so long. */
  readonly grantsShortened: ReadonlyArray<ShortenedGrant>;
  /** How many more of these there are, which the viewer may not see. */
  readonly hidden: Scalars['Int']['output'];
  /** The roles for the customer to which it exists no longer. */
  readonly memberships: ReadonlyArray<Membership>;
};

/** Whom to bring back. */
export type ReinstateUserInput = {
  /** Why; it goes into the log. 1 to 500 characters. */
  readonly reason: Scalars['String']['input'];
  /** The user. */
  readonly userId: Scalars['ID']['input'];
};

/** What came of it. */
export type ReinstateUserPayload = {
  readonly __typename: 'ReinstateUserPayload';
  /** The user. */
  readonly user: User;
};

/** What `requestAccess` takes. */
export type RequestAccessInput = {
  /** The document. */
  readonly documentId: Scalars['ID']['input'];
  /** What the grant would open. */
  readonly level: GrantLevel;
  /** What the access would be for; 1 to 500 characters. */
  readonly purpose: Scalars['String']['input'];
  /** How long the grant would last, from when it is given; at most what the handling rules of the document allow. */
  readonly seconds: Scalars['Int']['input'];
};

/** What came of `requestAccess`. */
export type RequestAccessPayload = {
  readonly __typename: 'RequestAccessPayload';
  /** The new request. */
  readonly accessRequest: AccessRequest;
};

/** What `requestKeyDestruction` takes. */
export type RequestKeyDestructionInput = {
  /** The keys for which classifications; all if left out. */
  readonly classification?: InputMaybe<ReadonlyArray<Classification>>;
  /** The customer. */
  readonly customerId: Scalars['ID']['input'];
  /** Why; 1 to 500 characters. It goes into the log. */
  readonly reason: Scalars['String']['input'];
};

/** What came of `requestKeyDestruction`. */
export type RequestKeyDestructionPayload = {
  readonly __typename: 'RequestKeyDestructionPayload';
  /** The request. */
  readonly destruction: KeyDestruction;
};

/** What `restoreDocument` takes. */
export type RestoreDocumentInput = {
  /** The document that was deleted. */
  readonly documentId: Scalars['ID']['input'];
};

/** What came of `restoreDocument`. */
export type RestoreDocumentPayload = {
  readonly __typename: 'RestoreDocumentPayload';
  /** The document, as it was. */
  readonly document: Document;
};

/** What `restoreVersion` takes. */
export type RestoreVersionInput = {
  /** The older version. */
  readonly versionId: Scalars['ID']['input'];
};

/** What came of `restoreVersion`. */
export type RestoreVersionPayload = {
  readonly __typename: 'RestoreVersionPayload';
  /** The document, of which the version is now the current one. */
  readonly document: Document;
};

/** What `returnAccess` takes. */
export type ReturnAccessInput = {
  /** The grant. */
  readonly grantId: Scalars['ID']['input'];
};

/** What came of `returnAccess`. */
export type ReturnAccessPayload = {
  readonly __typename: 'ReturnAccessPayload';
  /** The grant. */
  readonly grant: Grant;
};

/** What `revealContacts` takes. */
export type RevealContactsInput = {
  /** The customer. */
  readonly customerId: Scalars['ID']['input'];
  /** What they are needed for; 1 to 500 characters. It goes into the log. */
  readonly purpose: Scalars['String']['input'];
};

/** What came of `revealContacts`. */
export type RevealContactsPayload = {
  readonly __typename: 'RevealContactsPayload';
  /** The contacts in clear. */
  readonly contacts: ReadonlyArray<Contact>;
};

/** What `revokeGrant` takes. */
export type RevokeGrantInput = {
  /** The grant. */
  readonly grantId: Scalars['ID']['input'];
};

/** What came of `revokeGrant`. */
export type RevokeGrantPayload = {
  readonly __typename: 'RevokeGrantPayload';
  /** The grant. */
  readonly grant: Grant;
};

/** What `revokeShareLink` takes. */
export type RevokeShareLinkInput = {
  /** The link. */
  readonly shareLinkId: Scalars['ID']['input'];
};

/** What came of `revokeShareLink`. */
export type RevokeShareLinkPayload = {
  readonly __typename: 'RevokeShareLinkPayload';
  /** The link. */
  readonly shareLink: ShareLink;
};

/** What `scheduleDeparture` takes. */
export type ScheduleDepartureInput = {
  /** The first instant at which nothing of the user works; it must lie ahead. */
  readonly at: Scalars['Time']['input'];
  /** Whether to do it even if no admin would remain. */
  readonly force?: Scalars['Boolean']['input'];
  /** Why; 1 to 500 characters. */
  readonly reason: Scalars['String']['input'];
  /** Who takes over what is to be handed over. */
  readonly successorId?: InputMaybe<Scalars['ID']['input']>;
  /** Who leaves. */
  readonly userId: Scalars['ID']['input'];
};

/** What came of `scheduleDeparture`. */
export type ScheduleDeparturePayload = {
  readonly __typename: 'ScheduleDeparturePayload';
  /** The case file. */
  readonly departure: Departure;
};

/** One browser's sign-in. */
export type Session = Node & {
  readonly __typename: 'Session';
  /** When the person last proved who they are. */
  readonly authenticatedAt: Scalars['Time']['output'];
  /** When it began. */
  readonly createdAt: Scalars['Time']['output'];
  /** When it was ended, if it was. */
  readonly endedAt: Maybe<Scalars['Time']['output']>;
  /** When it ends whatever happens. */
  readonly expiresAt: Scalars['Time']['output'];
  /** The session's ID. */
  readonly id: Scalars['ID']['output'];
  /** When it ends unless it is used. */
  readonly idleUntil: Scalars['Time']['output'];
  /** What the browser called itself. */
  readonly userAgent: Maybe<Scalars['String']['output']>;
};

/** The way to a grant for somebody without an account: who holds the link's secret, and proves the e-mail address, may use it. */
export type ShareLink = Node & {
  readonly __typename: 'ShareLink';
  /** When it came to be. */
  readonly createdAt: Scalars['Time']['output'];
  /** The customer; `null` where the viewer may not see it. */
  readonly customer: Maybe<Customer>;
  /** The e-mail address that the recipient has to prove, by a code that is sent to it. */
  readonly email: Scalars['String']['output'];
  /** What it opens, until when, and whether that is in force. Its user stands for the recipient. */
  readonly grant: Maybe<Grant>;
  /** The ID. */
  readonly id: Scalars['ID']['output'];
  /** When so many wrong passcodes had come that nothing opens it any more, if they did. */
  readonly lockedAt: Maybe<Scalars['Time']['output']>;
  /** When it was last opened, if it was. */
  readonly openedAt: Maybe<Scalars['Time']['output']>;
  /** Whether the recipient needs a passcode as well. */
  readonly passcode: Scalars['Boolean']['output'];
  /** What the recipient has to agree to, if there is anything. */
  readonly terms: Maybe<Scalars['String']['output']>;
  /** When the recipient last did. */
  readonly termsAcceptedAt: Maybe<Scalars['Time']['output']>;
};

/** A page of share links. */
export type ShareLinkConnection = {
  readonly __typename: 'ShareLinkConnection';
  /** The links with their cursors. */
  readonly edges: Maybe<ReadonlyArray<Maybe<ShareLinkEdge>>>;
  /** Where the page lies. */
  readonly pageInfo: PageInfo;
  /** How many there are over all pages. To ask costs about as much as a page. */
  readonly totalCount: TotalCount;
};

/** A share link in a connection. */
export type ShareLinkEdge = {
  readonly __typename: 'ShareLinkEdge';
  /** The node's place in the connection. */
  readonly cursor: Scalars['Cursor']['output'];
  /** The node. */
  readonly node: Maybe<ShareLink>;
};

/** Which share links are wanted. What is left out does not narrow. */
export type ShareLinkFilter = {
  /** Only links to things of this customer. */
  readonly customerId?: InputMaybe<Scalars['ID']['input']>;
  /** Only links that this user gave. */
  readonly giverId?: InputMaybe<Scalars['ID']['input']>;
  /** Only links of which the grant is in force now, or is not. */
  readonly inForce?: InputMaybe<Scalars['Boolean']['input']>;
};

/** An order of share links. */
export type ShareLinkOrder = {
  /** In which direction. */
  readonly direction?: OrderDirection;
  /** By what. */
  readonly field: ShareLinkOrderField;
};

/** By what share links are ordered. */
export type ShareLinkOrderField =
  /** When it was made. */
  | 'CREATED_AT';

/** A grant that is shortened. */
export type ShortenedGrant = {
  readonly __typename: 'ShortenedGrant';
  /** The grant, as it is now. */
  readonly grant: Grant;
  /** Its new end. */
  readonly until: Scalars['Time']['output'];
};

/** A source of signals of leaving, and how it is doing. */
export type SignalFeed = {
  readonly __typename: 'SignalFeed';
  /** When it was last heard; `null` for never. */
  readonly heardAt: Maybe<Scalars['Time']['output']>;
  /** The OpenID provider of whose accounts it tells. */
  readonly issuer: Scalars['String']['output'];
  /** By which protocol it comes. */
  readonly kind: SignalFeedKind;
  /** The feed's name, such as `scim:staff`; it is the same in metrics and the log. */
  readonly name: Scalars['String']['output'];
  /** Whether it should have been heard since: what it has to tell of leavers may not be arriving. */
  readonly silent: Scalars['Boolean']['output'];
  /** How many seconds it may say nothing before it counts as silent; `null` for as long as it likes. */
  readonly silentAfterSeconds: Maybe<Scalars['Int']['output']>;
};

/** A protocol by which signals of leaving come. */
export type SignalFeedKind =
  /** A provider tells by OpenID Connect Back-Channel Logout. */
  | 'BACKCHANNEL_LOGOUT'
  /** A directory tells by SCIM 2.0. */
  | 'SCIM'
  /** A transmitter tells by OpenID Shared Signals. */
  | 'SHARED_SIGNALS';

/** What a stream carries. */
export type StreamKind =
  /** The bytes of a document to somebody, by itself or in a ZIP file. */
  | 'DOWNLOAD'
  /** What a page follows. */
  | 'SUBSCRIPTION'
  /** The bytes of a document from somebody. */
  | 'UPLOAD';

/**
 * What is told as it happens, by server-sent events. The first event comes at once. Whatever the viewer may no longer have ends
 * with an error that says why, on every server and within a second.
 */
export type Subscription = {
  readonly __typename: 'Subscription';
  /**
   * That something has changed of the viewer's account, session, roles or grants, or of those from whom the grants are: what was
   * asked before is to be asked again. What becomes of a document itself is not told. It ends with the session or the token; the
   * error's `extensions.reason` is then `SESSION_ENDED`, `SESSION_EXPIRED` or `ACCOUNT_CLOSED`.
   */
  readonly accessChanged: AccessChange;
  /**
   * The audit log as it grows, for who may read all of it. The first event may have no entries. The cursor is each event's ID as well,
   * so that a browser that comes back goes on where it was.
   */
  readonly auditEvents: NewAuditEvents;
  /** How far a departure has come, for who may let people depart: as each server has ended all that was under way. */
  readonly departureProgress: DepartureProgress;
};


/**
 * What is told as it happens, by server-sent events. The first event comes at once. Whatever the viewer may no longer have ends
 * with an error that says why, on every server and within a second.
 */
export type SubscriptionAuditEventsArgs = {
  after?: InputMaybe<Scalars['Cursor']['input']>;
  filter?: InputMaybe<AuditEventFilter>;
};


/**
 * What is told as it happens, by server-sent events. The first event comes at once. Whatever the viewer may no longer have ends
 * with an error that says why, on every server and within a second.
 */
export type SubscriptionDepartureProgressArgs = {
  departureId: Scalars['ID']['input'];
};

/** Whom to suspend. */
export type SuspendUserInput = {
  /** Why; it goes into the log. 1 to 500 characters. */
  readonly reason: Scalars['String']['input'];
  /** The user. */
  readonly userId: Scalars['ID']['input'];
};

/** What came of it. */
export type SuspendUserPayload = {
  readonly __typename: 'SuspendUserPayload';
  /** The user. */
  readonly user: User;
};

/** How many nodes a connection has over all its pages, counted up to 10,000. */
export type TotalCount = {
  readonly __typename: 'TotalCount';
  /** Whether it is the number; `false` where there are more. */
  readonly exact: Scalars['Boolean']['output'];
  /** The number, or 10,000 where there are more. */
  readonly value: Scalars['Int']['output'];
};

/** What `unassignRole` takes. */
export type UnassignRoleInput = {
  /** The customer; the role for the whole vault if left out. */
  readonly customerId?: InputMaybe<Scalars['ID']['input']>;
  /** The user. */
  readonly userId: Scalars['ID']['input'];
};

/** What came of `unassignRole`. */
export type UnassignRolePayload = {
  readonly __typename: 'UnassignRolePayload';
  /** The user. */
  readonly user: User;
};

/** What `updateCustomer` takes. */
export type UpdateCustomerInput = {
  /** The new category; 1 to 80 characters. */
  readonly category?: InputMaybe<Scalars['String']['input']>;
  /** The new contacts, instead of all old ones; at most 20. */
  readonly contacts?: InputMaybe<ReadonlyArray<ContactInput>>;
  /** The customer. */
  readonly customerId: Scalars['ID']['input'];
  /** The new importance. */
  readonly importance?: InputMaybe<Importance>;
  /** The new name; 1 to 200 characters. */
  readonly name?: InputMaybe<Scalars['String']['input']>;
};

/** What came of `updateCustomer`. */
export type UpdateCustomerPayload = {
  readonly __typename: 'UpdateCustomerPayload';
  /** The customer. */
  readonly customer: Customer;
};

/** What `updateDocument` takes. */
export type UpdateDocumentInput = {
  /** The new classification. */
  readonly classification?: InputMaybe<Classification>;
  /** The document. */
  readonly documentId: Scalars['ID']['input'];
  /** The new title; 1 to 255 characters. */
  readonly title?: InputMaybe<Scalars['String']['input']>;
};

/** What came of `updateDocument`. */
export type UpdateDocumentPayload = {
  readonly __typename: 'UpdateDocumentPayload';
  /** The document. */
  readonly document: Document;
};

/** A person or service known by its provider and its name there. */
export type User = Node & {
  readonly __typename: 'User';
  /** Whether the account stands for the recipient of a share link, and is good for nothing else. */
  readonly byLink: Scalars['Boolean']['output'];
  /** When the account came to be. */
  readonly createdAt: Scalars['Time']['output'];
  /** The name that others see. */
  readonly displayName: Scalars['String']['output'];
  /** The verified e-mail address that the provider told, if any; of the recipient of a share link, the one that it was made for. */
  readonly email: Maybe<Scalars['String']['output']>;
  /** The user's ID. */
  readonly id: Scalars['ID']['output'];
  /** The OpenID provider that vouches for the account; `share-link` for the recipient of a share link. */
  readonly issuer: Scalars['String']['output'];
  /** What sort of account this is. */
  readonly kind: UserKind;
  /** When the account last acted, to the minute. */
  readonly lastSeenAt: Maybe<Scalars['Time']['output']>;
  /** The roles for customers, as far as the viewer may see them. */
  readonly memberships: Maybe<ReadonlyArray<Membership>>;
  /** The role for the whole vault, if any. */
  readonly role: Maybe<GlobalRole>;
  /** The browser sessions that are open: one's own, and everybody's for an admin. */
  readonly sessions: Maybe<ReadonlyArray<Session>>;
  /** Whether the account may act. */
  readonly status: UserStatus;
  /** Whether the viewer may do something to the user, and it would change anything. */
  readonly viewerCan: Scalars['Boolean']['output'];
};


/** A person or service known by its provider and its name there. */
export type UserViewerCanArgs = {
  action: UserAction;
};

/** What can be done to a user. */
export type UserAction =
  /** Give them a role for the whole vault. */
  | 'ASSIGN_GLOBAL_ROLE'
  /** Record that they leave. */
  | 'DEPART'
  /** End all their sessions and tokens. */
  | 'END_SESSIONS'
  /** Let the account act again. */
  | 'REINSTATE'
  /** Stop the account for now. */
  | 'SUSPEND';

/** A page of users. */
export type UserConnection = {
  readonly __typename: 'UserConnection';
  /** The users with their cursors. */
  readonly edges: Maybe<ReadonlyArray<Maybe<UserEdge>>>;
  /** Where the page lies. */
  readonly pageInfo: PageInfo;
  /** How many there are over all pages. To ask costs about as much as a page. */
  readonly totalCount: TotalCount;
};

/** A user in a connection. */
export type UserEdge = {
  readonly __typename: 'UserEdge';
  /** The user's place in the connection. */
  readonly cursor: Scalars['Cursor']['output'];
  /** The user. */
  readonly node: Maybe<User>;
};

/** Which users are wanted. What is left out does not narrow. */
export type UserFilter = {
  /** Only accounts that stand for the recipients of share links, or only others. */
  readonly byLink?: InputMaybe<Scalars['Boolean']['input']>;
  /** Only these sorts of account. */
  readonly kind?: InputMaybe<ReadonlyArray<UserKind>>;
  /** Only users whose name or e-mail address contains this, whatever the case; 1 to 100 characters. */
  readonly search?: InputMaybe<Scalars['String']['input']>;
  /** Only accounts in these states. */
  readonly status?: InputMaybe<ReadonlyArray<UserStatus>>;
};

/** What sort of account it is. */
export type UserKind =
  /** Somebody of another firm, let in by grants. */
  | 'PARTNER'
  /** A program. */
  | 'SERVICE'
  /** Somebody of the firm. */
  | 'STAFF';

/** An order of users. */
export type UserOrder = {
  /** In which direction. */
  readonly direction?: OrderDirection;
  /** By what. */
  readonly field: UserOrderField;
};

/** By what users are ordered. */
export type UserOrderField =
  /** When the account came to be. */
  | 'CREATED_AT'
  /** The name that others see. */
  | 'DISPLAY_NAME';

/** Whether an account may act. */
export type UserStatus =
  /** It may. */
  | 'ACTIVE'
  /** It has left. Only an admin brings it back. */
  | 'DEPARTED'
  /** It may not for now. */
  | 'SUSPENDED';

/** The bytes of a document as they were at one time. They are at `/versions/{id}/content`. */
export type Version = Node & {
  readonly __typename: 'Version';
  /** Where the bytes are, from the root of this server. */
  readonly contentUrl: Scalars['String']['output'];
  /** When it came to be. */
  readonly createdAt: Scalars['Time']['output'];
  /** Who brought it in; `null` where the viewer may not see them. */
  readonly createdBy: Maybe<User>;
  /** The document. */
  readonly document: Document;
  /** The ID. */
  readonly id: Scalars['ID']['output'];
  /** The media type that the uploader declared. */
  readonly mediaType: Scalars['String']['output'];
  /** Counts the document's versions from 1. */
  readonly number: Scalars['Int']['output'];
  /** The SHA-256 of the bytes, as 64 hexadecimal digits. */
  readonly sha256: Scalars['String']['output'];
  /** The number of bytes. */
  readonly size: Scalars['ByteCount']['output'];
};

/** Who is signed in. */
export type Viewer = {
  readonly __typename: 'Viewer';
  /** Whether the viewer may create customers. */
  readonly canCreateCustomer: Scalars['Boolean']['output'];
  /** Whether the viewer may run people: suspend, reinstate, let depart. */
  readonly canManagePeople: Scalars['Boolean']['output'];
  /** Whether the viewer may read all of the audit log. */
  readonly canReadAudit: Scalars['Boolean']['output'];
  /** When the browser session ends at the latest; `null` for a bearer token. */
  readonly sessionExpiresAt: Maybe<Scalars['Time']['output']>;
  /** When the browser session ends unless it is used; `null` for a bearer token. */
  readonly sessionIdleUntil: Maybe<Scalars['Time']['output']>;
  /** The account. */
  readonly user: User;
};

/** What `withdrawAccessRequest` takes. */
export type WithdrawAccessRequestInput = {
  /** The request. */
  readonly accessRequestId: Scalars['ID']['input'];
};

/** What came of `withdrawAccessRequest`. */
export type WithdrawAccessRequestPayload = {
  readonly __typename: 'WithdrawAccessRequestPayload';
  /** The request. */
  readonly accessRequest: AccessRequest;
};

export type CustomerQueryVariables = Exact<{
  id: Scalars['ID']['input'];
}>;


export type CustomerQuery = { readonly __typename: 'Query', readonly node:
    | { readonly __typename: 'AccessRequest', readonly id: string }
    | { readonly __typename: 'AuditEvent', readonly id: string }
    | (
      { readonly __typename: 'Customer', readonly name: string, readonly category: string, readonly importance: Importance, readonly id: string, readonly mayDelete: boolean, readonly mayAudit: boolean, readonly rootFolder: { readonly __typename: 'Folder', readonly id: string, readonly name: string } | null }
      & { ' $fragmentRefs'?: { 'ContactsFragment': ContactsFragment } }
    )
    | { readonly __typename: 'Departure', readonly id: string }
    | { readonly __typename: 'DepartureWitness', readonly id: string }
    | { readonly __typename: 'Document', readonly id: string }
    | { readonly __typename: 'Folder', readonly id: string }
    | { readonly __typename: 'Grant', readonly id: string }
    | { readonly __typename: 'Membership', readonly id: string }
    | { readonly __typename: 'Session', readonly id: string }
    | { readonly __typename: 'ShareLink', readonly id: string }
    | { readonly __typename: 'User', readonly id: string }
    | { readonly __typename: 'Version', readonly id: string }
   | null };

export type FolderHereQueryVariables = Exact<{
  id: Scalars['ID']['input'];
}>;


export type FolderHereQuery = { readonly __typename: 'Query', readonly node:
    | { readonly __typename: 'AccessRequest', readonly id: string }
    | { readonly __typename: 'AuditEvent', readonly id: string }
    | { readonly __typename: 'Customer', readonly id: string }
    | { readonly __typename: 'Departure', readonly id: string }
    | { readonly __typename: 'DepartureWitness', readonly id: string }
    | { readonly __typename: 'Document', readonly id: string }
    | { readonly __typename: 'Folder', readonly name: string, readonly id: string, readonly mayCreateFolder: boolean, readonly mayUpload: boolean, readonly mayShare: boolean, readonly mayDownload: boolean, readonly parent: { readonly __typename: 'Folder', readonly id: string, readonly name: string, readonly parent: { readonly __typename: 'Folder', readonly id: string, readonly name: string, readonly parent: { readonly __typename: 'Folder', readonly id: string, readonly name: string, readonly parent: { readonly __typename: 'Folder', readonly id: string, readonly name: string } | null } | null } | null } | null }
    | { readonly __typename: 'Grant', readonly id: string }
    | { readonly __typename: 'Membership', readonly id: string }
    | { readonly __typename: 'Session', readonly id: string }
    | { readonly __typename: 'ShareLink', readonly id: string }
    | { readonly __typename: 'User', readonly id: string }
    | { readonly __typename: 'Version', readonly id: string }
   | null };

export type LeaverQueryVariables = Exact<{
  userId: Scalars['ID']['input'];
}>;


export type LeaverQuery = { readonly __typename: 'Query', readonly node:
    | { readonly __typename: 'AccessRequest', readonly id: string }
    | { readonly __typename: 'AuditEvent', readonly id: string }
    | { readonly __typename: 'Customer', readonly id: string }
    | { readonly __typename: 'Departure', readonly id: string }
    | { readonly __typename: 'DepartureWitness', readonly id: string }
    | { readonly __typename: 'Document', readonly id: string }
    | { readonly __typename: 'Folder', readonly id: string }
    | { readonly __typename: 'Grant', readonly id: string }
    | { readonly __typename: 'Membership', readonly id: string }
    | { readonly __typename: 'Session', readonly id: string }
    | { readonly __typename: 'ShareLink', readonly id: string }
    | { readonly __typename: 'User', readonly displayName: string, readonly role: GlobalRole | null, readonly id: string, readonly mayDepart: boolean }
    | { readonly __typename: 'Version', readonly id: string }
   | null, readonly departures: { readonly __typename: 'DepartureConnection', readonly edges: ReadonlyArray<{ readonly __typename: 'DepartureEdge', readonly node: { readonly __typename: 'Departure', readonly id: string, readonly departedAt: string, readonly reason: string, readonly successor: { readonly __typename: 'User', readonly id: string, readonly displayName: string } | null } | null } | null> | null } };

export type PersonQueryVariables = Exact<{
  id: Scalars['ID']['input'];
}>;


export type PersonQuery = { readonly __typename: 'Query', readonly node:
    | { readonly __typename: 'AccessRequest', readonly id: string }
    | { readonly __typename: 'AuditEvent', readonly id: string }
    | { readonly __typename: 'Customer', readonly id: string }
    | { readonly __typename: 'Departure', readonly id: string }
    | { readonly __typename: 'DepartureWitness', readonly id: string }
    | { readonly __typename: 'Document', readonly id: string }
    | { readonly __typename: 'Folder', readonly id: string }
    | { readonly __typename: 'Grant', readonly id: string }
    | { readonly __typename: 'Membership', readonly id: string }
    | { readonly __typename: 'Session', readonly id: string }
    | { readonly __typename: 'ShareLink', readonly id: string }
    | (
      { readonly __typename: 'User', readonly displayName: string, readonly email: string | null, readonly kind: UserKind, readonly status: UserStatus, readonly role: GlobalRole | null, readonly issuer: string, readonly lastSeenAt: string | null, readonly byLink: boolean, readonly createdAt: string, readonly id: string, readonly sessions: ReadonlyArray<(
        { readonly __typename: 'Session', readonly id: string }
        & { ' $fragmentRefs'?: { 'SessionLineFragment': SessionLineFragment } }
      )> | null }
      & { ' $fragmentRefs'?: { 'PersonActionsFragment': PersonActionsFragment;'RolesFragment': RolesFragment } }
    )
    | { readonly __typename: 'Version', readonly id: string }
   | null };

export type CategoriesQueryVariables = Exact<{ [key: string]: never; }>;


export type CategoriesQuery = { readonly __typename: 'Query', readonly customers: { readonly __typename: 'CustomerConnection', readonly edges: ReadonlyArray<{ readonly __typename: 'CustomerEdge', readonly node: { readonly __typename: 'Customer', readonly id: string, readonly category: string } | null } | null> | null } };

export type ContactsFragment = { readonly __typename: 'Customer', readonly id: string, readonly name: string, readonly mayReveal: boolean, readonly contacts: ReadonlyArray<{ readonly __typename: 'Contact', readonly name: string, readonly email: string | null, readonly phone: string | null }> } & { ' $fragmentName'?: 'ContactsFragment' };

export type RevealContactsMutationVariables = Exact<{
  input: RevealContactsInput;
}>;


export type RevealContactsMutation = { readonly __typename: 'Mutation', readonly revealContacts: { readonly __typename: 'RevealContactsPayload', readonly contacts: ReadonlyArray<{ readonly __typename: 'Contact', readonly name: string, readonly email: string | null, readonly phone: string | null }> } };

export type CreateCustomerMutationVariables = Exact<{
  input: CreateCustomerInput;
}>;


export type CreateCustomerMutation = { readonly __typename: 'Mutation', readonly createCustomer: { readonly __typename: 'CreateCustomerPayload', readonly customer: { readonly __typename: 'Customer', readonly id: string, readonly name: string } } };

export type CustomersQueryVariables = Exact<{
  filter: CustomerFilter;
  after?: InputMaybe<Scalars['Cursor']['input']>;
}>;


export type CustomersQuery = { readonly __typename: 'Query', readonly customers: { readonly __typename: 'CustomerConnection', readonly edges: ReadonlyArray<{ readonly __typename: 'CustomerEdge', readonly node: { readonly __typename: 'Customer', readonly id: string, readonly name: string, readonly category: string, readonly importance: Importance, readonly status: CustomerStatus, readonly updatedAt: string } | null } | null> | null, readonly pageInfo: { readonly __typename: 'PageInfo', readonly hasNextPage: boolean, readonly endCursor: string | null } } };

export type TeamQueryVariables = Exact<{
  id: Scalars['ID']['input'];
}>;


export type TeamQuery = { readonly __typename: 'Query', readonly node:
    | { readonly __typename: 'AccessRequest', readonly id: string }
    | { readonly __typename: 'AuditEvent', readonly id: string }
    | { readonly __typename: 'Customer', readonly name: string, readonly id: string, readonly mayAssign: boolean, readonly memberships: ReadonlyArray<{ readonly __typename: 'Membership', readonly id: string, readonly role: CustomerRole, readonly endedAt: string | null, readonly mayUnassign: boolean, readonly user: { readonly __typename: 'User', readonly id: string, readonly displayName: string } | null }> | null }
    | { readonly __typename: 'Departure', readonly id: string }
    | { readonly __typename: 'DepartureWitness', readonly id: string }
    | { readonly __typename: 'Document', readonly id: string }
    | { readonly __typename: 'Folder', readonly id: string }
    | { readonly __typename: 'Grant', readonly id: string }
    | { readonly __typename: 'Membership', readonly id: string }
    | { readonly __typename: 'Session', readonly id: string }
    | { readonly __typename: 'ShareLink', readonly id: string }
    | { readonly __typename: 'User', readonly id: string }
    | { readonly __typename: 'Version', readonly id: string }
   | null };

export type AssignCustomerRoleMutationVariables = Exact<{
  input: AssignRoleInput;
}>;


export type AssignCustomerRoleMutation = { readonly __typename: 'Mutation', readonly assignRole: { readonly __typename: 'AssignRolePayload', readonly membership: { readonly __typename: 'Membership', readonly id: string, readonly role: CustomerRole, readonly endedAt: string | null } | null } };

export type UnassignCustomerRoleMutationVariables = Exact<{
  input: UnassignRoleInput;
}>;


export type UnassignCustomerRoleMutation = { readonly __typename: 'Mutation', readonly unassignRole: { readonly __typename: 'UnassignRolePayload', readonly user: { readonly __typename: 'User', readonly id: string } } };

export type CancelDepartureMutationVariables = Exact<{
  input: CancelDepartureInput;
}>;


export type CancelDepartureMutation = { readonly __typename: 'Mutation', readonly cancelDeparture: { readonly __typename: 'CancelDeparturePayload', readonly user: { readonly __typename: 'User', readonly id: string, readonly status: UserStatus } } };

export type CaseFileQueryVariables = Exact<{
  departureId: Scalars['ID']['input'];
}>;


export type CaseFileQuery = { readonly __typename: 'Query', readonly departureRecord: { readonly __typename: 'DepartureRecord', readonly departure: (
      { readonly __typename: 'Departure', readonly id: string, readonly state: DepartureState, readonly reason: string, readonly departedAt: string, readonly user: { readonly __typename: 'User', readonly id: string, readonly displayName: string } }
      & { ' $fragmentRefs'?: { 'DepartureFactsFragment': DepartureFactsFragment;'PlannedButtonsFragment': PlannedButtonsFragment } }
    ), readonly outcome: (
      { readonly __typename: 'DepartureOutcome' }
      & { ' $fragmentRefs'?: { 'OutcomeFragment': OutcomeFragment } }
    ), readonly witnesses: ReadonlyArray<(
      { readonly __typename: 'DepartureWitness', readonly id: string }
      & { ' $fragmentRefs'?: { 'WitnessFragment': WitnessFragment } }
    )> } };

export type DepartureProgressSubscriptionVariables = Exact<{
  departureId: Scalars['ID']['input'];
}>;


export type DepartureProgressSubscription = { readonly departureProgress: { readonly __typename: 'DepartureProgress', readonly awaited: ReadonlyArray<string>, readonly settled: boolean } };

export type DepartureFactsFragment = { readonly __typename: 'Departure', readonly id: string, readonly state: DepartureState, readonly trigger: DepartureTrigger, readonly source: string | null, readonly cancelledAt: string | null, readonly successor: { readonly __typename: 'User', readonly id: string, readonly displayName: string } | null, readonly recordedBy: { readonly __typename: 'User', readonly id: string, readonly displayName: string } | null } & { ' $fragmentName'?: 'DepartureFactsFragment' };

export type DeparturesQueryVariables = Exact<{
  state: ReadonlyArray<DepartureState> | DepartureState;
  direction: OrderDirection;
  after?: InputMaybe<Scalars['Cursor']['input']>;
}>;


export type DeparturesQuery = { readonly __typename: 'Query', readonly departures: { readonly __typename: 'DepartureConnection', readonly edges: ReadonlyArray<{ readonly __typename: 'DepartureEdge', readonly node: (
        { readonly __typename: 'Departure', readonly id: string, readonly reason: string, readonly departedAt: string, readonly user: { readonly __typename: 'User', readonly id: string, readonly displayName: string } }
        & { ' $fragmentRefs'?: { 'DepartureFactsFragment': DepartureFactsFragment;'PlannedButtonsFragment': PlannedButtonsFragment } }
      ) | null } | null> | null, readonly pageInfo: { readonly __typename: 'PageInfo', readonly hasNextPage: boolean, readonly endCursor: string | null } } };

export type RehearsalQueryVariables = Exact<{
  userId: Scalars['ID']['input'];
  successorId?: InputMaybe<Scalars['ID']['input']>;
}>;


export type RehearsalQuery = { readonly __typename: 'Query', readonly departureRehearsal: (
    { readonly __typename: 'DepartureOutcome' }
    & { ' $fragmentRefs'?: { 'OutcomeFragment': OutcomeFragment } }
  ) };

export type DepartUserMutationVariables = Exact<{
  input: DepartUserInput;
}>;


export type DepartUserMutation = { readonly __typename: 'Mutation', readonly departUser: { readonly __typename: 'DepartUserPayload', readonly departure: { readonly __typename: 'Departure', readonly id: string, readonly user: { readonly __typename: 'User', readonly id: string, readonly status: UserStatus } } } };

export type ScheduleDepartureMutationVariables = Exact<{
  input: ScheduleDepartureInput;
}>;


export type ScheduleDepartureMutation = { readonly __typename: 'Mutation', readonly scheduleDeparture: { readonly __typename: 'ScheduleDeparturePayload', readonly departure: { readonly __typename: 'Departure', readonly id: string } } };

export type LeavingOfQueryVariables = Exact<{
  userId: Scalars['ID']['input'];
}>;


export type LeavingOfQuery = { readonly __typename: 'Query', readonly departures: { readonly __typename: 'DepartureConnection', readonly edges: ReadonlyArray<{ readonly __typename: 'DepartureEdge', readonly node: (
        { readonly __typename: 'Departure', readonly id: string, readonly state: DepartureState, readonly reason: string, readonly departedAt: string }
        & { ' $fragmentRefs'?: { 'PlannedButtonsFragment': PlannedButtonsFragment } }
      ) | null } | null> | null } };

export type OutcomeFragment = { readonly __typename: 'DepartureOutcome', readonly counts: { readonly __typename: 'DepartureCounts', readonly sessions: number, readonly tokens: number, readonly memberships: number, readonly uploads: number, readonly grantsReceived: number, readonly grantsEnded: number, readonly grantsHandedOver: number, readonly grantsHeld: number, readonly customersHandedOver: number, readonly customersBereft: number }, readonly downloads: { readonly __typename: 'DepartureDownloads', readonly recent: number, readonly usual: number, readonly unusual: boolean } } & { ' $fragmentName'?: 'OutcomeFragment' };

export type AffectedGrantsFragment = { readonly __typename: 'GrantConnection', readonly edges: ReadonlyArray<{ readonly __typename: 'GrantEdge', readonly node: { readonly __typename: 'Grant', readonly id: string, readonly purpose: string, readonly until: string, readonly user: { readonly __typename: 'User', readonly id: string, readonly displayName: string } | null, readonly customer: { readonly __typename: 'Customer', readonly id: string, readonly name: string } | null } | null } | null> | null, readonly pageInfo: { readonly __typename: 'PageInfo', readonly hasNextPage: boolean, readonly endCursor: string | null } } & { ' $fragmentName'?: 'AffectedGrantsFragment' };

export type AffectedCustomersFragment = { readonly __typename: 'CustomerConnection', readonly edges: ReadonlyArray<{ readonly __typename: 'CustomerEdge', readonly node: { readonly __typename: 'Customer', readonly id: string, readonly name: string } | null } | null> | null, readonly pageInfo: { readonly __typename: 'PageInfo', readonly hasNextPage: boolean, readonly endCursor: string | null } } & { ' $fragmentName'?: 'AffectedCustomersFragment' };

export type OutcomeListsFragment = { readonly __typename: 'DepartureOutcome', readonly grantsEnded?: (
    { readonly __typename: 'GrantConnection' }
    & { ' $fragmentRefs'?: { 'AffectedGrantsFragment': AffectedGrantsFragment } }
  ), readonly grantsHandedOver?: (
    { readonly __typename: 'GrantConnection' }
    & { ' $fragmentRefs'?: { 'AffectedGrantsFragment': AffectedGrantsFragment } }
  ), readonly grantsHeld?: (
    { readonly __typename: 'GrantConnection' }
    & { ' $fragmentRefs'?: { 'AffectedGrantsFragment': AffectedGrantsFragment } }
  ), readonly customersHandedOver?: (
    { readonly __typename: 'CustomerConnection' }
    & { ' $fragmentRefs'?: { 'AffectedCustomersFragment': AffectedCustomersFragment } }
  ), readonly customersBereft?: (
    { readonly __typename: 'CustomerConnection' }
    & { ' $fragmentRefs'?: { 'AffectedCustomersFragment': AffectedCustomersFragment } }
  ) } & { ' $fragmentName'?: 'OutcomeListsFragment' };

export type RehearsedQueryVariables = Exact<{
  userId: Scalars['ID']['input'];
  successorId?: InputMaybe<Scalars['ID']['input']>;
  after?: InputMaybe<Scalars['Cursor']['input']>;
  grantsEnded: Scalars['Boolean']['input'];
  grantsHandedOver: Scalars['Boolean']['input'];
  grantsHeld: Scalars['Boolean']['input'];
  customersHandedOver: Scalars['Boolean']['input'];
  customersBereft: Scalars['Boolean']['input'];
}>;


export type RehearsedQuery = { readonly __typename: 'Query', readonly departureRehearsal: (
    { readonly __typename: 'DepartureOutcome' }
    & { ' $fragmentRefs'?: { 'OutcomeListsFragment': OutcomeListsFragment } }
  ) };

export type RecordedQueryVariables = Exact<{
  departureId: Scalars['ID']['input'];
  after?: InputMaybe<Scalars['Cursor']['input']>;
  grantsEnded: Scalars['Boolean']['input'];
  grantsHandedOver: Scalars['Boolean']['input'];
  grantsHeld: Scalars['Boolean']['input'];
  customersHandedOver: Scalars['Boolean']['input'];
  customersBereft: Scalars['Boolean']['input'];
}>;


export type RecordedQuery = { readonly __typename: 'Query', readonly departureRecord: { readonly __typename: 'DepartureRecord', readonly outcome: (
      { readonly __typename: 'DepartureOutcome' }
      & { ' $fragmentRefs'?: { 'OutcomeListsFragment': OutcomeListsFragment } }
    ) } };

export type OwnThingsFragment = { readonly __typename: 'DepartureOutcome', readonly sessions: ReadonlyArray<{ readonly __typename: 'Session', readonly id: string, readonly createdAt: string, readonly userAgent: string | null }>, readonly tokens: ReadonlyArray<{ readonly __typename: 'AccessToken', readonly client: string | null, readonly createdAt: string, readonly expiresAt: string }>, readonly memberships: ReadonlyArray<{ readonly __typename: 'Membership', readonly id: string, readonly role: CustomerRole, readonly customer: { readonly __typename: 'Customer', readonly id: string, readonly name: string } | null }>, readonly grantsReceived: { readonly __typename: 'GrantConnection', readonly edges: ReadonlyArray<{ readonly __typename: 'GrantEdge', readonly node: { readonly __typename: 'Grant', readonly id: string, readonly purpose: string, readonly until: string, readonly giver: { readonly __typename: 'User', readonly id: string, readonly displayName: string } | null, readonly customer: { readonly __typename: 'Customer', readonly id: string, readonly name: string } | null } | null } | null> | null }, readonly uploads: ReadonlyArray<{ readonly __typename: 'DepartureUpload', readonly createdAt: string, readonly size: number | null, readonly received: number, readonly document: { readonly __typename: 'Document', readonly id: string, readonly title: string } | null }> } & { ' $fragmentName'?: 'OwnThingsFragment' };

export type RehearsedOwnQueryVariables = Exact<{
  userId: Scalars['ID']['input'];
  successorId?: InputMaybe<Scalars['ID']['input']>;
}>;


export type RehearsedOwnQuery = { readonly __typename: 'Query', readonly departureRehearsal: (
    { readonly __typename: 'DepartureOutcome' }
    & { ' $fragmentRefs'?: { 'OwnThingsFragment': OwnThingsFragment } }
  ) };

export type RecordedOwnQueryVariables = Exact<{
  departureId: Scalars['ID']['input'];
}>;


export type RecordedOwnQuery = { readonly __typename: 'Query', readonly departureRecord: { readonly __typename: 'DepartureRecord', readonly outcome: (
      { readonly __typename: 'DepartureOutcome' }
      & { ' $fragmentRefs'?: { 'OwnThingsFragment': OwnThingsFragment } }
    ) } };

export type PlannedButtonsFragment = { readonly __typename: 'Departure', readonly id: string, readonly state: DepartureState, readonly user: { readonly __typename: 'User', readonly id: string, readonly displayName: string, readonly mayDepart: boolean } } & { ' $fragmentName'?: 'PlannedButtonsFragment' };

export type WitnessFragment = { readonly __typename: 'DepartureWitness', readonly id: string, readonly replica: string, readonly settledAt: string, readonly streamsCut: number, readonly refused: number, readonly refusedAt: string | null, readonly streams: ReadonlyArray<{ readonly __typename: 'DepartureStream', readonly kind: StreamKind, readonly at: string, readonly document: { readonly __typename: 'Document', readonly id: string, readonly title: string } | null }> } & { ' $fragmentName'?: 'WitnessFragment' };

export type ClassifyDocumentMutationVariables = Exact<{
  input: UpdateDocumentInput;
}>;


export type ClassifyDocumentMutation = { readonly __typename: 'Mutation', readonly updateDocument: { readonly __typename: 'UpdateDocumentPayload', readonly document: { readonly __typename: 'Document', readonly id: string, readonly classification: Classification, readonly updatedAt: string } } };

export type CreateFolderMutationVariables = Exact<{
  input: CreateFolderInput;
}>;


export type CreateFolderMutation = { readonly __typename: 'Mutation', readonly createFolder: { readonly __typename: 'CreateFolderPayload', readonly folder: { readonly __typename: 'Folder', readonly id: string, readonly name: string } } };

export type DeleteDocumentMutationVariables = Exact<{
  input: DeleteDocumentInput;
}>;


export type DeleteDocumentMutation = { readonly __typename: 'Mutation', readonly deleteDocument: { readonly __typename: 'DeleteDocumentPayload', readonly documentId: string } };

export type DeletedDocumentsQueryVariables = Exact<{
  customerId: Scalars['ID']['input'];
}>;


export type DeletedDocumentsQuery = { readonly __typename: 'Query', readonly deletedDocuments: ReadonlyArray<{ readonly __typename: 'DeletedDocument', readonly id: string, readonly title: string, readonly classification: Classification, readonly deletedAt: string, readonly restorableUntil: string, readonly folder: { readonly __typename: 'Folder', readonly id: string, readonly name: string } | null }> };

export type DocumentsQueryVariables = Exact<{
  folderId: Scalars['ID']['input'];
  after?: InputMaybe<Scalars['Cursor']['input']>;
}>;


export type DocumentsQuery = { readonly __typename: 'Query', readonly node:
    | { readonly __typename: 'AccessRequest', readonly id: string }
    | { readonly __typename: 'AuditEvent', readonly id: string }
    | { readonly __typename: 'Customer', readonly id: string }
    | { readonly __typename: 'Departure', readonly id: string }
    | { readonly __typename: 'DepartureWitness', readonly id: string }
    | { readonly __typename: 'Document', readonly id: string }
    | { readonly __typename: 'Folder', readonly id: string, readonly documents: { readonly __typename: 'DocumentConnection', readonly edges: ReadonlyArray<{ readonly __typename: 'DocumentEdge', readonly node: { readonly __typename: 'Document', readonly id: string, readonly title: string, readonly classification: Classification, readonly updatedAt: string, readonly mayDownload: boolean, readonly mayMove: boolean, readonly mayClassify: boolean, readonly mayDelete: boolean, readonly currentVersion: { readonly __typename: 'Version', readonly id: string, readonly number: number, readonly size: number } | null } | null } | null> | null, readonly pageInfo: { readonly __typename: 'PageInfo', readonly hasNextPage: boolean, readonly endCursor: string | null } } }
    | { readonly __typename: 'Grant', readonly id: string }
    | { readonly __typename: 'Membership', readonly id: string }
    | { readonly __typename: 'Session', readonly id: string }
    | { readonly __typename: 'ShareLink', readonly id: string }
    | { readonly __typename: 'User', readonly id: string }
    | { readonly __typename: 'Version', readonly id: string }
   | null };

export type VersionLineFragment = { readonly __typename: 'Version', readonly id: string, readonly number: number, readonly size: number, readonly mediaType: string, readonly sha256: string, readonly createdAt: string, readonly contentUrl: string, readonly createdBy: { readonly __typename: 'User', readonly id: string, readonly displayName: string } | null } & { ' $fragmentName'?: 'VersionLineFragment' };

export type RestoreVersionMutationVariables = Exact<{
  input: RestoreVersionInput;
}>;


export type RestoreVersionMutation = { readonly __typename: 'Mutation', readonly restoreVersion: { readonly __typename: 'RestoreVersionPayload', readonly document: { readonly __typename: 'Document', readonly id: string, readonly updatedAt: string, readonly currentVersion: { readonly __typename: 'Version', readonly id: string, readonly size: number, readonly mediaType: string } | null } } };

export type DocumentQueryVariables = Exact<{
  id: Scalars['ID']['input'];
}>;


export type DocumentQuery = { readonly __typename: 'Query', readonly node:
    | { readonly __typename: 'AccessRequest', readonly id: string }
    | { readonly __typename: 'AuditEvent', readonly id: string }
    | { readonly __typename: 'Customer', readonly id: string }
    | { readonly __typename: 'Departure', readonly id: string }
    | { readonly __typename: 'DepartureWitness', readonly id: string }
    | { readonly __typename: 'Document', readonly title: string, readonly classification: Classification, readonly contentUrl: string, readonly createdAt: string, readonly id: string, readonly mayDownload: boolean, readonly mayEdit: boolean, readonly mayClassify: boolean, readonly mayMove: boolean, readonly mayDelete: boolean, readonly mayShare: boolean, readonly mayRequest: boolean, readonly createdBy: { readonly __typename: 'User', readonly id: string, readonly displayName: string } | null, readonly folder: { readonly __typename: 'Folder', readonly id: string, readonly name: string } | null, readonly currentVersion: { readonly __typename: 'Version', readonly id: string, readonly size: number, readonly mediaType: string } | null, readonly versions: ReadonlyArray<(
        { readonly __typename: 'Version', readonly id: string }
        & { ' $fragmentRefs'?: { 'VersionLineFragment': VersionLineFragment } }
      )> | null }
    | { readonly __typename: 'Folder', readonly id: string }
    | { readonly __typename: 'Grant', readonly id: string }
    | { readonly __typename: 'Membership', readonly id: string }
    | { readonly __typename: 'Session', readonly id: string }
    | { readonly __typename: 'ShareLink', readonly id: string }
    | { readonly __typename: 'User', readonly id: string }
    | { readonly __typename: 'Version', readonly id: string }
   | null };

export type UpdateDocumentMutationVariables = Exact<{
  input: UpdateDocumentInput;
}>;


export type UpdateDocumentMutation = { readonly __typename: 'Mutation', readonly updateDocument: { readonly __typename: 'UpdateDocumentPayload', readonly document: { readonly __typename: 'Document', readonly id: string, readonly title: string, readonly classification: Classification, readonly updatedAt: string } } };

export type FoldersWithinQueryVariables = Exact<{
  id: Scalars['ID']['input'];
}>;


export type FoldersWithinQuery = { readonly __typename: 'Query', readonly node:
    | { readonly __typename: 'AccessRequest', readonly id: string }
    | { readonly __typename: 'AuditEvent', readonly id: string }
    | { readonly __typename: 'Customer', readonly id: string }
    | { readonly __typename: 'Departure', readonly id: string }
    | { readonly __typename: 'DepartureWitness', readonly id: string }
    | { readonly __typename: 'Document', readonly id: string }
    | { readonly __typename: 'Folder', readonly id: string, readonly children: ReadonlyArray<{ readonly __typename: 'Folder', readonly id: string, readonly name: string }> | null }
    | { readonly __typename: 'Grant', readonly id: string }
    | { readonly __typename: 'Membership', readonly id: string }
    | { readonly __typename: 'Session', readonly id: string }
    | { readonly __typename: 'ShareLink', readonly id: string }
    | { readonly __typename: 'User', readonly id: string }
    | { readonly __typename: 'Version', readonly id: string }
   | null };

export type MoveDocumentMutationVariables = Exact<{
  input: MoveDocumentInput;
}>;


export type MoveDocumentMutation = { readonly __typename: 'Mutation', readonly moveDocument: { readonly __typename: 'MoveDocumentPayload', readonly document: { readonly __typename: 'Document', readonly id: string, readonly folder: { readonly __typename: 'Folder', readonly id: string, readonly name: string } | null } } };

export type TargetFolderQueryVariables = Exact<{
  id: Scalars['ID']['input'];
}>;


export type TargetFolderQuery = { readonly __typename: 'Query', readonly node:
    | { readonly __typename: 'AccessRequest', readonly id: string }
    | { readonly __typename: 'AuditEvent', readonly id: string }
    | { readonly __typename: 'Customer', readonly id: string }
    | { readonly __typename: 'Departure', readonly id: string }
    | { readonly __typename: 'DepartureWitness', readonly id: string }
    | { readonly __typename: 'Document', readonly id: string }
    | { readonly __typename: 'Folder', readonly name: string, readonly id: string, readonly parent: { readonly __typename: 'Folder', readonly id: string, readonly name: string } | null, readonly children: ReadonlyArray<{ readonly __typename: 'Folder', readonly id: string, readonly name: string }> | null }
    | { readonly __typename: 'Grant', readonly id: string }
    | { readonly __typename: 'Membership', readonly id: string }
    | { readonly __typename: 'Session', readonly id: string }
    | { readonly __typename: 'ShareLink', readonly id: string }
    | { readonly __typename: 'User', readonly id: string }
    | { readonly __typename: 'Version', readonly id: string }
   | null };

export type RestoreDocumentMutationVariables = Exact<{
  input: RestoreDocumentInput;
}>;


export type RestoreDocumentMutation = { readonly __typename: 'Mutation', readonly restoreDocument: { readonly __typename: 'RestoreDocumentPayload', readonly document: { readonly __typename: 'Document', readonly id: string, readonly title: string, readonly folder: { readonly __typename: 'Folder', readonly id: string } | null } } };

export type ReclassificationRehearsalQueryVariables = Exact<{
  documentId: Scalars['ID']['input'];
  classification: Classification;
}>;


export type ReclassificationRehearsalQuery = { readonly __typename: 'Query', readonly reclassificationRehearsal: { readonly __typename: 'ReclassificationRehearsal', readonly hidden: number, readonly grantsEnded: ReadonlyArray<{ readonly __typename: 'Grant', readonly id: string, readonly user: { readonly __typename: 'User', readonly id: string, readonly displayName: string } | null }>, readonly grantsShortened: ReadonlyArray<{ readonly __typename: 'ShortenedGrant', readonly until: string, readonly grant: { readonly __typename: 'Grant', readonly id: string, readonly user: { readonly __typename: 'User', readonly id: string, readonly displayName: string } | null } }>, readonly grantsClosed: ReadonlyArray<{ readonly __typename: 'Grant', readonly id: string, readonly user: { readonly __typename: 'User', readonly id: string, readonly displayName: string } | null, readonly folder: { readonly __typename: 'Folder', readonly id: string, readonly name: string } | null }>, readonly memberships: ReadonlyArray<{ readonly __typename: 'Membership', readonly id: string, readonly role: CustomerRole, readonly user: { readonly __typename: 'User', readonly id: string, readonly displayName: string } | null }> } };

export type NamesOfQueryVariables = Exact<{
  ids: ReadonlyArray<Scalars['ID']['input']> | Scalars['ID']['input'];
}>;


export type NamesOfQuery = { readonly __typename: 'Query', readonly nodes: ReadonlyArray<
    | { readonly __typename: 'AccessRequest', readonly id: string }
    | { readonly __typename: 'AuditEvent', readonly id: string }
    | { readonly __typename: 'Customer', readonly id: string }
    | { readonly __typename: 'Departure', readonly id: string }
    | { readonly __typename: 'DepartureWitness', readonly id: string }
    | { readonly __typename: 'Document', readonly id: string }
    | { readonly __typename: 'Folder', readonly id: string }
    | { readonly __typename: 'Grant', readonly id: string }
    | { readonly __typename: 'Membership', readonly id: string }
    | { readonly __typename: 'Session', readonly id: string }
    | { readonly __typename: 'ShareLink', readonly id: string }
    | { readonly __typename: 'User', readonly displayName: string, readonly id: string }
    | { readonly __typename: 'Version', readonly id: string }
   | null> };

export type NewAuditEventsSubscriptionVariables = Exact<{
  filter: AuditEventFilter;
}>;


export type NewAuditEventsSubscription = { readonly auditEvents: { readonly __typename: 'NewAuditEvents', readonly entries: ReadonlyArray<{ readonly __typename: 'AuditEventEdge', readonly cursor: string }> } };

export type AuditEventsQueryVariables = Exact<{
  filter: AuditEventFilter;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['Cursor']['input']>;
}>;


export type AuditEventsQuery = { readonly __typename: 'Query', readonly auditEvents: { readonly __typename: 'AuditEventConnection', readonly edges: ReadonlyArray<{ readonly __typename: 'AuditEventEdge', readonly node: { readonly __typename: 'AuditEvent', readonly id: string, readonly at: string, readonly action: string, readonly actorSystem: string | null, readonly objectId: string | null, readonly subjectId: string | null, readonly customerId: string | null, readonly request: string | null, readonly actor: { readonly __typename: 'User', readonly id: string, readonly displayName: string } | null, readonly detail: ReadonlyArray<{ readonly __typename: 'AuditDetail', readonly name: string, readonly value: string }> } | null } | null> | null, readonly pageInfo: { readonly __typename: 'PageInfo', readonly hasNextPage: boolean, readonly endCursor: string | null } } };

export type AccessGrantFragment = (
  { readonly __typename: 'Grant', readonly id: string, readonly level: GrantLevel, readonly from: string, readonly until: string, readonly purpose: string, readonly revokedAt: string | null, readonly inForce: boolean, readonly user: { readonly __typename: 'User', readonly id: string, readonly displayName: string } | null, readonly giver: { readonly __typename: 'User', readonly id: string, readonly displayName: string } | null }
  & { ' $fragmentRefs'?: { 'GrantButtonsFragment': GrantButtonsFragment;'LinkStateFragment': LinkStateFragment } }
) & { ' $fragmentName'?: 'AccessGrantFragment' };

export type AccessToQueryVariables = Exact<{
  id: Scalars['ID']['input'];
  filter: GrantFilter;
}>;


export type AccessToQuery = { readonly __typename: 'Query', readonly node:
    | { readonly __typename: 'AccessRequest', readonly id: string }
    | { readonly __typename: 'AuditEvent', readonly id: string }
    | { readonly __typename: 'Customer', readonly id: string }
    | { readonly __typename: 'Departure', readonly id: string }
    | { readonly __typename: 'DepartureWitness', readonly id: string }
    | { readonly __typename: 'Document', readonly title: string, readonly id: string, readonly grants: { readonly __typename: 'GrantConnection', readonly edges: ReadonlyArray<{ readonly __typename: 'GrantEdge', readonly node: (
            { readonly __typename: 'Grant', readonly id: string }
            & { ' $fragmentRefs'?: { 'AccessGrantFragment': AccessGrantFragment } }
          ) | null } | null> | null }, readonly folder: { readonly __typename: 'Folder', readonly id: string, readonly name: string, readonly grants: { readonly __typename: 'GrantConnection', readonly edges: ReadonlyArray<{ readonly __typename: 'GrantEdge', readonly node: (
              { readonly __typename: 'Grant', readonly id: string }
              & { ' $fragmentRefs'?: { 'AccessGrantFragment': AccessGrantFragment } }
            ) | null } | null> | null } } | null }
    | { readonly __typename: 'Folder', readonly name: string, readonly id: string, readonly grants: { readonly __typename: 'GrantConnection', readonly edges: ReadonlyArray<{ readonly __typename: 'GrantEdge', readonly node: (
            { readonly __typename: 'Grant', readonly id: string }
            & { ' $fragmentRefs'?: { 'AccessGrantFragment': AccessGrantFragment } }
          ) | null } | null> | null } }
    | { readonly __typename: 'Grant', readonly id: string }
    | { readonly __typename: 'Membership', readonly id: string }
    | { readonly __typename: 'Session', readonly id: string }
    | { readonly __typename: 'ShareLink', readonly id: string }
    | { readonly __typename: 'User', readonly id: string }
    | { readonly __typename: 'Version', readonly id: string }
   | null };

export type ExtendGrantMutationVariables = Exact<{
  input: ExtendGrantInput;
}>;


export type ExtendGrantMutation = { readonly __typename: 'Mutation', readonly extendGrant: { readonly __typename: 'ExtendGrantPayload', readonly grant: { readonly __typename: 'Grant', readonly id: string, readonly until: string, readonly inForce: boolean } } };

export type FolderContentsQueryVariables = Exact<{
  id: Scalars['ID']['input'];
}>;


export type FolderContentsQuery = { readonly __typename: 'Query', readonly node:
    | { readonly __typename: 'AccessRequest', readonly id: string }
    | { readonly __typename: 'AuditEvent', readonly id: string }
    | { readonly __typename: 'Customer', readonly id: string }
    | { readonly __typename: 'Departure', readonly id: string }
    | { readonly __typename: 'DepartureWitness', readonly id: string }
    | { readonly __typename: 'Document', readonly id: string }
    | { readonly __typename: 'Folder', readonly id: string, readonly children: ReadonlyArray<{ readonly __typename: 'Folder', readonly id: string, readonly name: string }> | null, readonly documents: { readonly __typename: 'DocumentConnection', readonly edges: ReadonlyArray<{ readonly __typename: 'DocumentEdge', readonly node: { readonly __typename: 'Document', readonly id: string, readonly title: string, readonly contentUrl: string, readonly mayDownload: boolean, readonly currentVersion: { readonly __typename: 'Version', readonly id: string, readonly size: number, readonly mediaType: string } | null } | null } | null> | null } }
    | { readonly __typename: 'Grant', readonly id: string }
    | { readonly __typename: 'Membership', readonly id: string }
    | { readonly __typename: 'Session', readonly id: string }
    | { readonly __typename: 'ShareLink', readonly id: string }
    | { readonly __typename: 'User', readonly id: string }
    | { readonly __typename: 'Version', readonly id: string }
   | null };

export type GrantButtonsFragment = { readonly __typename: 'Grant', readonly id: string, readonly from: string, readonly until: string, readonly mayRevoke: boolean, readonly mayExtend: boolean, readonly mayReturn: boolean } & { ' $fragmentName'?: 'GrantButtonsFragment' };

export type RevokeGrantMutationVariables = Exact<{
  input: RevokeGrantInput;
}>;


export type RevokeGrantMutation = { readonly __typename: 'Mutation', readonly revokeGrant: { readonly __typename: 'RevokeGrantPayload', readonly grant: (
      { readonly __typename: 'Grant', readonly id: string, readonly revokedAt: string | null, readonly inForce: boolean }
      & { ' $fragmentRefs'?: { 'GrantButtonsFragment': GrantButtonsFragment } }
    ) } };

export type ReturnAccessMutationVariables = Exact<{
  input: ReturnAccessInput;
}>;


export type ReturnAccessMutation = { readonly __typename: 'Mutation', readonly returnAccess: { readonly __typename: 'ReturnAccessPayload', readonly grant: (
      { readonly __typename: 'Grant', readonly id: string, readonly revokedAt: string | null, readonly inForce: boolean }
      & { ' $fragmentRefs'?: { 'GrantButtonsFragment': GrantButtonsFragment } }
    ) } };

export type GrantsQueryVariables = Exact<{
  filter: GrantFilter;
  orderBy: GrantOrder;
  after?: InputMaybe<Scalars['Cursor']['input']>;
}>;


export type GrantsQuery = { readonly __typename: 'Query', readonly grants: { readonly __typename: 'GrantConnection', readonly edges: ReadonlyArray<{ readonly __typename: 'GrantEdge', readonly node: (
        { readonly __typename: 'Grant', readonly id: string, readonly level: GrantLevel, readonly from: string, readonly until: string, readonly purpose: string, readonly revokedAt: string | null, readonly inForce: boolean, readonly watermark: boolean, readonly user: { readonly __typename: 'User', readonly id: string, readonly displayName: string } | null, readonly giver: { readonly __typename: 'User', readonly id: string, readonly displayName: string } | null, readonly customer: { readonly __typename: 'Customer', readonly id: string, readonly name: string } | null, readonly document: { readonly __typename: 'Document', readonly id: string, readonly title: string, readonly classification: Classification, readonly contentUrl: string, readonly mayDownload: boolean, readonly mayRequest: boolean, readonly currentVersion: { readonly __typename: 'Version', readonly id: string, readonly size: number, readonly mediaType: string } | null } | null, readonly folder: { readonly __typename: 'Folder', readonly id: string, readonly name: string, readonly mayDownload: boolean } | null }
        & { ' $fragmentRefs'?: { 'GrantButtonsFragment': GrantButtonsFragment;'LinkStateFragment': LinkStateFragment } }
      ) | null } | null> | null, readonly pageInfo: { readonly __typename: 'PageInfo', readonly hasNextPage: boolean, readonly endCursor: string | null } } };

export type LinkStateFragment = { readonly __typename: 'Grant', readonly id: string, readonly user: { readonly __typename: 'User', readonly id: string, readonly byLink: boolean } | null, readonly shareLink: { readonly __typename: 'ShareLink', readonly id: string, readonly openedAt: string | null, readonly lockedAt: string | null } | null } & { ' $fragmentName'?: 'LinkStateFragment' };

export type GrantAccessMutationVariables = Exact<{
  input: GrantAccessInput;
}>;


export type GrantAccessMutation = { readonly __typename: 'Mutation', readonly grantAccess: { readonly __typename: 'GrantAccessPayload', readonly grant: { readonly __typename: 'Grant', readonly id: string } } };

export type CreateShareLinkMutationVariables = Exact<{
  input: CreateShareLinkInput;
}>;


export type CreateShareLinkMutation = { readonly __typename: 'Mutation', readonly createShareLink: { readonly __typename: 'CreateShareLinkPayload', readonly url: string, readonly shareLink: { readonly __typename: 'ShareLink', readonly id: string, readonly email: string, readonly passcode: boolean } } };

export type PeopleQueryVariables = Exact<{
  filter: UserFilter;
  after?: InputMaybe<Scalars['Cursor']['input']>;
}>;


export type PeopleQuery = { readonly __typename: 'Query', readonly users: { readonly __typename: 'UserConnection', readonly edges: ReadonlyArray<{ readonly __typename: 'UserEdge', readonly node: { readonly __typename: 'User', readonly id: string, readonly displayName: string, readonly email: string | null, readonly issuer: string, readonly kind: UserKind, readonly status: UserStatus, readonly role: GlobalRole | null, readonly lastSeenAt: string | null, readonly byLink: boolean } | null } | null> | null, readonly pageInfo: { readonly __typename: 'PageInfo', readonly hasNextPage: boolean, readonly endCursor: string | null } } };

export type PersonActionsFragment = { readonly __typename: 'User', readonly id: string, readonly displayName: string, readonly maySuspend: boolean, readonly mayReinstate: boolean, readonly mayDepart: boolean, readonly mayEndSessions: boolean } & { ' $fragmentName'?: 'PersonActionsFragment' };

export type SuspendUserMutationVariables = Exact<{
  input: SuspendUserInput;
}>;


export type SuspendUserMutation = { readonly __typename: 'Mutation', readonly suspendUser: { readonly __typename: 'SuspendUserPayload', readonly user: { readonly __typename: 'User', readonly id: string, readonly status: UserStatus } } };

export type ReinstateUserMutationVariables = Exact<{
  input: ReinstateUserInput;
}>;


export type ReinstateUserMutation = { readonly __typename: 'Mutation', readonly reinstateUser: { readonly __typename: 'ReinstateUserPayload', readonly user: { readonly __typename: 'User', readonly id: string, readonly status: UserStatus } } };

export type EndSessionsMutationVariables = Exact<{
  input: EndSessionsInput;
}>;


export type EndSessionsMutation = { readonly __typename: 'Mutation', readonly endSessions: { readonly __typename: 'EndSessionsPayload', readonly user: { readonly __typename: 'User', readonly id: string } } };

export type RolesFragment = { readonly __typename: 'User', readonly id: string, readonly displayName: string, readonly role: GlobalRole | null, readonly mayAssignRole: boolean, readonly memberships: ReadonlyArray<{ readonly __typename: 'Membership', readonly id: string, readonly role: CustomerRole, readonly endedAt: string | null, readonly mayUnassign: boolean, readonly customer: { readonly __typename: 'Customer', readonly id: string, readonly name: string } | null }> | null } & { ' $fragmentName'?: 'RolesFragment' };

export type AssignGlobalRoleMutationVariables = Exact<{
  input: AssignRoleInput;
}>;


export type AssignGlobalRoleMutation = { readonly __typename: 'Mutation', readonly assignRole: { readonly __typename: 'AssignRolePayload', readonly user: { readonly __typename: 'User', readonly id: string, readonly role: GlobalRole | null } } };

export type UnassignRoleMutationVariables = Exact<{
  input: UnassignRoleInput;
}>;


export type UnassignRoleMutation = { readonly __typename: 'Mutation', readonly unassignRole: { readonly __typename: 'UnassignRolePayload', readonly user: { readonly __typename: 'User', readonly id: string, readonly role: GlobalRole | null } } };

export type SessionLineFragment = { readonly __typename: 'Session', readonly id: string, readonly createdAt: string, readonly idleUntil: string, readonly expiresAt: string, readonly endedAt: string | null, readonly userAgent: string | null } & { ' $fragmentName'?: 'SessionLineFragment' };

export type RequestButtonsFragment = { readonly __typename: 'AccessRequest', readonly id: string, readonly level: GrantLevel, readonly seconds: number, readonly purpose: string, readonly approvalsNeeded: number | null, readonly mayDecide: boolean, readonly mayWithdraw: boolean, readonly approvals: ReadonlyArray<{ readonly __typename: 'AccessApproval', readonly at: string }> } & { ' $fragmentName'?: 'RequestButtonsFragment' };

export type DecideAccessRequestMutationVariables = Exact<{
  input: DecideAccessRequestInput;
}>;


export type DecideAccessRequestMutation = { readonly __typename: 'Mutation', readonly decideAccessRequest: { readonly __typename: 'DecideAccessRequestPayload', readonly accessRequest: (
      { readonly __typename: 'AccessRequest', readonly id: string, readonly status: AccessRequestStatus, readonly closedAt: string | null, readonly note: string | null, readonly closedBy: { readonly __typename: 'User', readonly id: string, readonly displayName: string } | null, readonly document: { readonly __typename: 'Document', readonly id: string } | null }
      & { ' $fragmentRefs'?: { 'RequestButtonsFragment': RequestButtonsFragment } }
    ) } };

export type WithdrawAccessRequestMutationVariables = Exact<{
  input: WithdrawAccessRequestInput;
}>;


export type WithdrawAccessRequestMutation = { readonly __typename: 'Mutation', readonly withdrawAccessRequest: { readonly __typename: 'WithdrawAccessRequestPayload', readonly accessRequest: (
      { readonly __typename: 'AccessRequest', readonly id: string, readonly status: AccessRequestStatus, readonly closedAt: string | null }
      & { ' $fragmentRefs'?: { 'RequestButtonsFragment': RequestButtonsFragment } }
    ) } };

export type RequestAccessMutationVariables = Exact<{
  input: RequestAccessInput;
}>;


export type RequestAccessMutation = { readonly __typename: 'Mutation', readonly requestAccess: { readonly __typename: 'RequestAccessPayload', readonly accessRequest: { readonly __typename: 'AccessRequest', readonly id: string } } };

export type AccessRequestsQueryVariables = Exact<{
  filter: AccessRequestFilter;
  orderBy: AccessRequestOrder;
  after?: InputMaybe<Scalars['Cursor']['input']>;
}>;


export type AccessRequestsQuery = { readonly __typename: 'Query', readonly accessRequests: { readonly __typename: 'AccessRequestConnection', readonly edges: ReadonlyArray<{ readonly __typename: 'AccessRequestEdge', readonly node: (
        { readonly __typename: 'AccessRequest', readonly id: string, readonly level: GrantLevel, readonly seconds: number, readonly purpose: string, readonly status: AccessRequestStatus, readonly approvalsNeeded: number | null, readonly closedAt: string | null, readonly note: string | null, readonly createdAt: string, readonly approvals: ReadonlyArray<{ readonly __typename: 'AccessApproval', readonly at: string }>, readonly user: { readonly __typename: 'User', readonly id: string, readonly displayName: string } | null, readonly customer: { readonly __typename: 'Customer', readonly id: string, readonly name: string } | null, readonly document: { readonly __typename: 'Document', readonly id: string, readonly title: string, readonly classification: Classification } | null, readonly closedBy: { readonly __typename: 'User', readonly id: string, readonly displayName: string } | null }
        & { ' $fragmentRefs'?: { 'RequestButtonsFragment': RequestButtonsFragment } }
      ) | null } | null> | null, readonly pageInfo: { readonly __typename: 'PageInfo', readonly hasNextPage: boolean, readonly endCursor: string | null } } };

export type SignalFeedsQueryVariables = Exact<{ [key: string]: never; }>;


export type SignalFeedsQuery = { readonly __typename: 'Query', readonly signalFeeds: ReadonlyArray<{ readonly __typename: 'SignalFeed', readonly name: string, readonly kind: SignalFeedKind, readonly issuer: string, readonly heardAt: string | null, readonly silentAfterSeconds: number | null, readonly silent: boolean }> };

export type CreateUploadFolderMutationVariables = Exact<{
  input: CreateFolderInput;
}>;


export type CreateUploadFolderMutation = { readonly __typename: 'Mutation', readonly createFolder: { readonly __typename: 'CreateFolderPayload', readonly folder: { readonly __typename: 'Folder', readonly id: string, readonly name: string } } };

export type UploadFoldersQueryVariables = Exact<{
  id: Scalars['ID']['input'];
}>;


export type UploadFoldersQuery = { readonly __typename: 'Query', readonly node:
    | { readonly __typename: 'AccessRequest', readonly id: string }
    | { readonly __typename: 'AuditEvent', readonly id: string }
    | { readonly __typename: 'Customer', readonly id: string }
    | { readonly __typename: 'Departure', readonly id: string }
    | { readonly __typename: 'DepartureWitness', readonly id: string }
    | { readonly __typename: 'Document', readonly id: string }
    | { readonly __typename: 'Folder', readonly id: string, readonly children: ReadonlyArray<{ readonly __typename: 'Folder', readonly id: string, readonly name: string }> | null }
    | { readonly __typename: 'Grant', readonly id: string }
    | { readonly __typename: 'Membership', readonly id: string }
    | { readonly __typename: 'Session', readonly id: string }
    | { readonly __typename: 'ShareLink', readonly id: string }
    | { readonly __typename: 'User', readonly id: string }
    | { readonly __typename: 'Version', readonly id: string }
   | null };

export type CreateUploadMutationVariables = Exact<{
  input: CreateUploadInput;
}>;


export type CreateUploadMutation = { readonly __typename: 'Mutation', readonly createUpload: { readonly __typename: 'CreateUploadPayload', readonly uploadId: string, readonly uploadUrl: string, readonly documentId: string } };

export type TakenTitlesQueryVariables = Exact<{
  folderId: Scalars['ID']['input'];
  titles: ReadonlyArray<Scalars['String']['input']> | Scalars['String']['input'];
}>;


export type TakenTitlesQuery = { readonly __typename: 'Query', readonly node:
    | { readonly __typename: 'AccessRequest', readonly id: string }
    | { readonly __typename: 'AuditEvent', readonly id: string }
    | { readonly __typename: 'Customer', readonly id: string }
    | { readonly __typename: 'Departure', readonly id: string }
    | { readonly __typename: 'DepartureWitness', readonly id: string }
    | { readonly __typename: 'Document', readonly id: string }
    | { readonly __typename: 'Folder', readonly id: string, readonly documents: { readonly __typename: 'DocumentConnection', readonly edges: ReadonlyArray<{ readonly __typename: 'DocumentEdge', readonly node: { readonly __typename: 'Document', readonly id: string, readonly title: string } | null } | null> | null } }
    | { readonly __typename: 'Grant', readonly id: string }
    | { readonly __typename: 'Membership', readonly id: string }
    | { readonly __typename: 'Session', readonly id: string }
    | { readonly __typename: 'ShareLink', readonly id: string }
    | { readonly __typename: 'User', readonly id: string }
    | { readonly __typename: 'Version', readonly id: string }
   | null };

export type AccessChangedSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type AccessChangedSubscription = { readonly accessChanged: { readonly __typename: 'AccessChange', readonly at: string } };

export type ViewerQueryVariables = Exact<{ [key: string]: never; }>;


export type ViewerQuery = { readonly __typename: 'Query', readonly viewer: { readonly __typename: 'Viewer', readonly canCreateCustomer: boolean, readonly canManagePeople: boolean, readonly canReadAudit: boolean, readonly user: { readonly __typename: 'User', readonly id: string, readonly displayName: string, readonly email: string | null, readonly kind: UserKind, readonly role: GlobalRole | null, readonly byLink: boolean } } | null };

export type PeopleToPickQueryVariables = Exact<{
  filter: UserFilter;
}>;


export type PeopleToPickQuery = { readonly __typename: 'Query', readonly users: { readonly __typename: 'UserConnection', readonly edges: ReadonlyArray<{ readonly __typename: 'UserEdge', readonly node: { readonly __typename: 'User', readonly id: string, readonly displayName: string, readonly email: string | null, readonly kind: UserKind } | null } | null> | null } };

export const ContactsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Contacts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Customer"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"contacts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"phone"}}]}},{"kind":"Field","alias":{"kind":"Name","value":"mayReveal"},"name":{"kind":"Name","value":"viewerCan"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"action"},"value":{"kind":"EnumValue","value":"REVEAL"}}]}]}}]} as unknown as DocumentNode<ContactsFragment, unknown>;
export const DepartureFactsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"DepartureFacts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Departure"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"trigger"}},{"kind":"Field","name":{"kind":"Name","value":"source"}},{"kind":"Field","name":{"kind":"Name","value":"cancelledAt"}},{"kind":"Field","name":{"kind":"Name","value":"successor"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"recordedBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}}]}}]} as unknown as DocumentNode<DepartureFactsFragment, unknown>;
export const OutcomeFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Outcome"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DepartureOutcome"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"counts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"sessions"}},{"kind":"Field","name":{"kind":"Name","value":"tokens"}},{"kind":"Field","name":{"kind":"Name","value":"memberships"}},{"kind":"Field","name":{"kind":"Name","value":"uploads"}},{"kind":"Field","name":{"kind":"Name","value":"grantsReceived"}},{"kind":"Field","name":{"kind":"Name","value":"grantsEnded"}},{"kind":"Field","name":{"kind":"Name","value":"grantsHandedOver"}},{"kind":"Field","name":{"kind":"Name","value":"grantsHeld"}},{"kind":"Field","name":{"kind":"Name","value":"customersHandedOver"}},{"kind":"Field","name":{"kind":"Name","value":"customersBereft"}}]}},{"kind":"Field","name":{"kind":"Name","value":"downloads"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"recent"}},{"kind":"Field","name":{"kind":"Name","value":"usual"}},{"kind":"Field","name":{"kind":"Name","value":"unusual"}}]}}]}}]} as unknown as DocumentNode<OutcomeFragment, unknown>;
export const AffectedGrantsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AffectedGrants"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"GrantConnection"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"purpose"}},{"kind":"Field","name":{"kind":"Name","value":"until"}},{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]} as unknown as DocumentNode<AffectedGrantsFragment, unknown>;
export const AffectedCustomersFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AffectedCustomers"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CustomerConnection"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]} as unknown as DocumentNode<AffectedCustomersFragment, unknown>;
export const OutcomeListsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"OutcomeLists"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DepartureOutcome"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"grantsEnded"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"20"}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"directives":[{"kind":"Directive","name":{"kind":"Name","value":"include"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"if"},"value":{"kind":"Variable","name":{"kind":"Name","value":"grantsEnded"}}}]}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"AffectedGrants"}}]}},{"kind":"Field","name":{"kind":"Name","value":"grantsHandedOver"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"20"}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"directives":[{"kind":"Directive","name":{"kind":"Name","value":"include"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"if"},"value":{"kind":"Variable","name":{"kind":"Name","value":"grantsHandedOver"}}}]}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"AffectedGrants"}}]}},{"kind":"Field","name":{"kind":"Name","value":"grantsHeld"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"20"}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"directives":[{"kind":"Directive","name":{"kind":"Name","value":"include"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"if"},"value":{"kind":"Variable","name":{"kind":"Name","value":"grantsHeld"}}}]}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"AffectedGrants"}}]}},{"kind":"Field","name":{"kind":"Name","value":"customersHandedOver"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"20"}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"directives":[{"kind":"Directive","name":{"kind":"Name","value":"include"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"if"},"value":{"kind":"Variable","name":{"kind":"Name","value":"customersHandedOver"}}}]}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"AffectedCustomers"}}]}},{"kind":"Field","name":{"kind":"Name","value":"customersBereft"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"20"}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"directives":[{"kind":"Directive","name":{"kind":"Name","value":"include"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"if"},"value":{"kind":"Variable","name":{"kind":"Name","value":"customersBereft"}}}]}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"AffectedCustomers"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AffectedGrants"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"GrantConnection"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"purpose"}},{"kind":"Field","name":{"kind":"Name","value":"until"}},{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AffectedCustomers"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CustomerConnection"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]} as unknown as DocumentNode<OutcomeListsFragment, unknown>;
export const OwnThingsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"OwnThings"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DepartureOutcome"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"sessions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"userAgent"}}]}},{"kind":"Field","name":{"kind":"Name","value":"tokens"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"client"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"memberships"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"role"}},{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"grantsReceived"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"purpose"}},{"kind":"Field","name":{"kind":"Name","value":"until"}},{"kind":"Field","name":{"kind":"Name","value":"giver"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"uploads"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"size"}},{"kind":"Field","name":{"kind":"Name","value":"received"}},{"kind":"Field","name":{"kind":"Name","value":"document"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}}]}}]}}]}}]} as unknown as DocumentNode<OwnThingsFragment, unknown>;
export const PlannedButtonsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PlannedButtons"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Departure"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","alias":{"kind":"Name","value":"mayDepart"},"name":{"kind":"Name","value":"viewerCan"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"action"},"value":{"kind":"EnumValue","value":"DEPART"}}]}]}}]}}]} as unknown as DocumentNode<PlannedButtonsFragment, unknown>;
export const WitnessFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Witness"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DepartureWitness"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"replica"}},{"kind":"Field","name":{"kind":"Name","value":"settledAt"}},{"kind":"Field","name":{"kind":"Name","value":"streamsCut"}},{"kind":"Field","name":{"kind":"Name","value":"streams"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"document"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"refused"}},{"kind":"Field","name":{"kind":"Name","value":"refusedAt"}}]}}]} as unknown as DocumentNode<WitnessFragment, unknown>;
export const VersionLineFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"VersionLine"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Version"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"size"}},{"kind":"Field","name":{"kind":"Name","value":"mediaType"}},{"kind":"Field","name":{"kind":"Name","value":"sha256"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"contentUrl"}},{"kind":"Field","name":{"kind":"Name","value":"createdBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}}]}}]} as unknown as DocumentNode<VersionLineFragment, unknown>;
export const GrantButtonsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"GrantButtons"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Grant"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"from"}},{"kind":"Field","name":{"kind":"Name","value":"until"}},{"kind":"Field","alias":{"kind":"Name","value":"mayRevoke"},"name":{"kind":"Name","value":"viewerCan"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"action"},"value":{"kind":"EnumValue","value":"REVOKE"}}]},{"kind":"Field","alias":{"kind":"Name","value":"mayExtend"},"name":{"kind":"Name","value":"viewerCan"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"action"},"value":{"kind":"EnumValue","value":"EXTEND"}}]},{"kind":"Field","alias":{"kind":"Name","value":"mayReturn"},"name":{"kind":"Name","value":"viewerCan"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"action"},"value":{"kind":"EnumValue","value":"RETURN"}}]}]}}]} as unknown as DocumentNode<GrantButtonsFragment, unknown>;
export const LinkStateFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"LinkState"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Grant"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"byLink"}}]}},{"kind":"Field","name":{"kind":"Name","value":"shareLink"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"openedAt"}},{"kind":"Field","name":{"kind":"Name","value":"lockedAt"}}]}}]}}]} as unknown as DocumentNode<LinkStateFragment, unknown>;
export const AccessGrantFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AccessGrant"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Grant"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"level"}},{"kind":"Field","name":{"kind":"Name","value":"from"}},{"kind":"Field","name":{"kind":"Name","value":"until"}},{"kind":"Field","name":{"kind":"Name","value":"purpose"}},{"kind":"Field","name":{"kind":"Name","value":"revokedAt"}},{"kind":"Field","name":{"kind":"Name","value":"inForce"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"GrantButtons"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"LinkState"}},{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"giver"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"GrantButtons"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Grant"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"from"}},{"kind":"Field","name":{"kind":"Name","value":"until"}},{"kind":"Field","alias":{"kind":"Name","value":"mayRevoke"},"name":{"kind":"Name","value":"viewerCan"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"action"},"value":{"kind":"EnumValue","value":"REVOKE"}}]},{"kind":"Field","alias":{"kind":"Name","value":"mayExtend"},"name":{"kind":"Name","value":"viewerCan"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"action"},"value":{"kind":"EnumValue","value":"EXTEND"}}]},{"kind":"Field","alias":{"kind":"Name","value":"mayReturn"},"name":{"kind":"Name","value":"viewerCan"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"action"},"value":{"kind":"EnumValue","value":"RETURN"}}]}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"LinkState"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Grant"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"byLink"}}]}},{"kind":"Field","name":{"kind":"Name","value":"shareLink"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"openedAt"}},{"kind":"Field","name":{"kind":"Name","value":"lockedAt"}}]}}]}}]} as unknown as DocumentNode<AccessGrantFragment, unknown>;
export const PersonActionsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PersonActions"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"User"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","alias":{"kind":"Name","value":"maySuspend"},"name":{"kind":"Name","value":"viewerCan"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"action"},"value":{"kind":"EnumValue","value":"SUSPEND"}}]},{"kind":"Field","alias":{"kind":"Name","value":"mayReinstate"},"name":{"kind":"Name","value":"viewerCan"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"action"},"value":{"kind":"EnumValue","value":"REINSTATE"}}]},{"kind":"Field","alias":{"kind":"Name","value":"mayDepart"},"name":{"kind":"Name","value":"viewerCan"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"action"},"value":{"kind":"EnumValue","value":"DEPART"}}]},{"kind":"Field","alias":{"kind":"Name","value":"mayEndSessions"},"name":{"kind":"Name","value":"viewerCan"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"action"},"value":{"kind":"EnumValue","value":"END_SESSIONS"}}]}]}}]} as unknown as DocumentNode<PersonActionsFragment, unknown>;
export const RolesFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Roles"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"User"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"role"}},{"kind":"Field","alias":{"kind":"Name","value":"mayAssignRole"},"name":{"kind":"Name","value":"viewerCan"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"action"},"value":{"kind":"EnumValue","value":"ASSIGN_GLOBAL_ROLE"}}]},{"kind":"Field","name":{"kind":"Name","value":"memberships"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"role"}},{"kind":"Field","name":{"kind":"Name","value":"endedAt"}},{"kind":"Field","alias":{"kind":"Name","value":"mayUnassign"},"name":{"kind":"Name","value":"viewerCan"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"action"},"value":{"kind":"EnumValue","value":"UNASSIGN"}}]},{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]} as unknown as DocumentNode<RolesFragment, unknown>;
export const SessionLineFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SessionLine"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Session"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"idleUntil"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"endedAt"}},{"kind":"Field","name":{"kind":"Name","value":"userAgent"}}]}}]} as unknown as DocumentNode<SessionLineFragment, unknown>;
export const RequestButtonsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"RequestButtons"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AccessRequest"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"level"}},{"kind":"Field","name":{"kind":"Name","value":"seconds"}},{"kind":"Field","name":{"kind":"Name","value":"purpose"}},{"kind":"Field","name":{"kind":"Name","value":"approvalsNeeded"}},{"kind":"Field","name":{"kind":"Name","value":"approvals"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"at"}}]}},{"kind":"Field","alias":{"kind":"Name","value":"mayDecide"},"name":{"kind":"Name","value":"viewerCan"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"action"},"value":{"kind":"EnumValue","value":"DECIDE"}}]},{"kind":"Field","alias":{"kind":"Name","value":"mayWithdraw"},"name":{"kind":"Name","value":"viewerCan"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"action"},"value":{"kind":"EnumValue","value":"WITHDRAW"}}]}]}}]} as unknown as DocumentNode<RequestButtonsFragment, unknown>;
export const CustomerDocument = {"__meta__":{"hash":"52d611683297b3478e0445695d77ab46bad6063634dd7836f4924792fa5478a5"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Customer"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Customer"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"category"}},{"kind":"Field","name":{"kind":"Name","value":"importance"}},{"kind":"Field","alias":{"kind":"Name","value":"mayDelete"},"name":{"kind":"Name","value":"viewerCan"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"action"},"value":{"kind":"EnumValue","value":"DELETE_DOCUMENTS"}}]},{"kind":"Field","alias":{"kind":"Name","value":"mayAudit"},"name":{"kind":"Name","value":"viewerCan"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"action"},"value":{"kind":"EnumValue","value":"AUDIT"}}]},{"kind":"FragmentSpread","name":{"kind":"Name","value":"Contacts"}},{"kind":"Field","name":{"kind":"Name","value":"rootFolder"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Contacts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Customer"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"contacts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"phone"}}]}},{"kind":"Field","alias":{"kind":"Name","value":"mayReveal"},"name":{"kind":"Name","value":"viewerCan"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"action"},"value":{"kind":"EnumValue","value":"REVEAL"}}]}]}}]} as unknown as DocumentNode<CustomerQuery, CustomerQueryVariables>;
export const FolderHereDocument = {"__meta__":{"hash":"a478f3633e569a5eb232d672ba5e6989373806e92b68b0be97845e766454acda"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"FolderHere"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Folder"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","alias":{"kind":"Name","value":"mayCreateFolder"},"name":{"kind":"Name","value":"viewerCan"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"action"},"value":{"kind":"EnumValue","value":"CREATE_FOLDER"}}]},{"kind":"Field","alias":{"kind":"Name","value":"mayUpload"},"name":{"kind":"Name","value":"viewerCan"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"action"},"value":{"kind":"EnumValue","value":"UPLOAD"}}]},{"kind":"Field","alias":{"kind":"Name","value":"mayShare"},"name":{"kind":"Name","value":"viewerCan"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"action"},"value":{"kind":"EnumValue","value":"SHARE"}}]},{"kind":"Field","alias":{"kind":"Name","value":"mayDownload"},"name":{"kind":"Name","value":"viewerCan"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"action"},"value":{"kind":"EnumValue","value":"DOWNLOAD"}}]},{"kind":"Field","name":{"kind":"Name","value":"parent"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"parent"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"parent"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"parent"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<FolderHereQuery, FolderHereQueryVariables>;
export const LeaverDocument = {"__meta__":{"hash":"9a67fb2893030073525daabf36bd3d34353a504f309df96bf8185872e599cfb4"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Leaver"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"userId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"userId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"User"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"role"}},{"kind":"Field","alias":{"kind":"Name","value":"mayDepart"},"name":{"kind":"Name","value":"viewerCan"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"action"},"value":{"kind":"EnumValue","value":"DEPART"}}]}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"departures"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"userId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"userId"}}},{"kind":"ObjectField","name":{"kind":"Name","value":"state"},"value":{"kind":"ListValue","values":[{"kind":"EnumValue","value":"PLANNED"}]}}]}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"1"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"departedAt"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"successor"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<LeaverQuery, LeaverQueryVariables>;
export const PersonDocument = {"__meta__":{"hash":"99eb62f32a1c92813f72d316a17c1f2493efe087112a3f9bc77c2544cd7bbf28"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Person"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"User"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"role"}},{"kind":"Field","name":{"kind":"Name","value":"issuer"}},{"kind":"Field","name":{"kind":"Name","value":"lastSeenAt"}},{"kind":"Field","name":{"kind":"Name","value":"byLink"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"sessions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"SessionLine"}}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"PersonActions"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"Roles"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SessionLine"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Session"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"idleUntil"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"endedAt"}},{"kind":"Field","name":{"kind":"Name","value":"userAgent"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PersonActions"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"User"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","alias":{"kind":"Name","value":"maySuspend"},"name":{"kind":"Name","value":"viewerCan"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"action"},"value":{"kind":"EnumValue","value":"SUSPEND"}}]},{"kind":"Field","alias":{"kind":"Name","value":"mayReinstate"},"name":{"kind":"Name","value":"viewerCan"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"action"},"value":{"kind":"EnumValue","value":"REINSTATE"}}]},{"kind":"Field","alias":{"kind":"Name","value":"mayDepart"},"name":{"kind":"Name","value":"viewerCan"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"action"},"value":{"kind":"EnumValue","value":"DEPART"}}]},{"kind":"Field","alias":{"kind":"Name","value":"mayEndSessions"},"name":{"kind":"Name","value":"viewerCan"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"action"},"value":{"kind":"EnumValue","value":"END_SESSIONS"}}]}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Roles"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"User"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"role"}},{"kind":"Field","alias":{"kind":"Name","value":"mayAssignRole"},"name":{"kind":"Name","value":"viewerCan"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"action"},"value":{"kind":"EnumValue","value":"ASSIGN_GLOBAL_ROLE"}}]},{"kind":"Field","name":{"kind":"Name","value":"memberships"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"role"}},{"kind":"Field","name":{"kind":"Name","value":"endedAt"}},{"kind":"Field","alias":{"kind":"Name","value":"mayUnassign"},"name":{"kind":"Name","value":"viewerCan"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"action"},"value":{"kind":"EnumValue","value":"UNASSIGN"}}]},{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]} as unknown as DocumentNode<PersonQuery, PersonQueryVariables>;
export const CategoriesDocument = {"__meta__":{"hash":"cb1058e93e460ba67824e09c1119a603cbcc51401456431c68fc9ddf2d98ddea"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Categories"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"customers"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"category"}}]}}]}}]}}]}}]} as unknown as DocumentNode<CategoriesQuery, CategoriesQueryVariables>;
export const RevealContactsDocument = {"__meta__":{"hash":"db71977c8cece797bb0f932f2e8bde894f8c231d1a22cfcc2bdf2acfcf11b27c"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RevealContacts"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RevealContactsInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"revealContacts"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"contacts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"phone"}}]}}]}}]}}]} as unknown as DocumentNode<RevealContactsMutation, RevealContactsMutationVariables>;
export const CreateCustomerDocument = {"__meta__":{"hash":"0e6fc388f98975e1c814e61dffb33c07160287fb6d6aa0d570d3caf5c101cf9a"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CreateCustomer"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CreateCustomerInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"createCustomer"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]} as unknown as DocumentNode<CreateCustomerMutation, CreateCustomerMutationVariables>;
export const CustomersDocument = {"__meta__":{"hash":"8eeca43d2fdcd3659cbdb1781e30c54c719c7d254c00fb033ac324933e05d6e3"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Customers"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CustomerFilter"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Cursor"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"customers"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"category"}},{"kind":"Field","name":{"kind":"Name","value":"importance"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<CustomersQuery, CustomersQueryVariables>;
export const TeamDocument = {"__meta__":{"hash":"18498857d9cdcec9a7a8a42c1efaeb87aabcd1ae88b82161c5cdcbd44b677ef8"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Team"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Customer"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","alias":{"kind":"Name","value":"mayAssign"},"name":{"kind":"Name","value":"viewerCan"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"action"},"value":{"kind":"EnumValue","value":"ASSIGN"}}]},{"kind":"Field","name":{"kind":"Name","value":"memberships"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"role"}},{"kind":"Field","name":{"kind":"Name","value":"endedAt"}},{"kind":"Field","alias":{"kind":"Name","value":"mayUnassign"},"name":{"kind":"Name","value":"viewerCan"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"action"},"value":{"kind":"EnumValue","value":"UNASSIGN"}}]},{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<TeamQuery, TeamQueryVariables>;
export const AssignCustomerRoleDocument = {"__meta__":{"hash":"8cb4a670254af144b60e53f2e0b965cdcb47db6847d74a63149b01b36e89874d"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"AssignCustomerRole"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"AssignRoleInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"assignRole"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"membership"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"role"}},{"kind":"Field","name":{"kind":"Name","value":"endedAt"}}]}}]}}]}}]} as unknown as DocumentNode<AssignCustomerRoleMutation, AssignCustomerRoleMutationVariables>;
export const UnassignCustomerRoleDocument = {"__meta__":{"hash":"e3b5f165052d22bf37f564566b51095d13e95ac3cab6b1764b870da1fffdfcf2"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"UnassignCustomerRole"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"UnassignRoleInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"unassignRole"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]}}]} as unknown as DocumentNode<UnassignCustomerRoleMutation, UnassignCustomerRoleMutationVariables>;
export const CancelDepartureDocument = {"__meta__":{"hash":"08893b966c82a1ed48794968ec12b505721e08cf8d2e114566a21551143a2d6f"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CancelDeparture"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CancelDepartureInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"cancelDeparture"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}}]}}]}}]} as unknown as DocumentNode<CancelDepartureMutation, CancelDepartureMutationVariables>;
export const CaseFileDocument = {"__meta__":{"hash":"4aa2101fcadb8fca693fe021c983b82f60dc847bbee500ffe5ac942372e766b8"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"CaseFile"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"departureId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"departureRecord"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"departureId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"departureId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"departure"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"departedAt"}},{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"DepartureFacts"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"PlannedButtons"}}]}},{"kind":"Field","name":{"kind":"Name","value":"outcome"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"Outcome"}}]}},{"kind":"Field","name":{"kind":"Name","value":"witnesses"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"Witness"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"DepartureFacts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Departure"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"trigger"}},{"kind":"Field","name":{"kind":"Name","value":"source"}},{"kind":"Field","name":{"kind":"Name","value":"cancelledAt"}},{"kind":"Field","name":{"kind":"Name","value":"successor"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"recordedBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PlannedButtons"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Departure"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","alias":{"kind":"Name","value":"mayDepart"},"name":{"kind":"Name","value":"viewerCan"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"action"},"value":{"kind":"EnumValue","value":"DEPART"}}]}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Outcome"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DepartureOutcome"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"counts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"sessions"}},{"kind":"Field","name":{"kind":"Name","value":"tokens"}},{"kind":"Field","name":{"kind":"Name","value":"memberships"}},{"kind":"Field","name":{"kind":"Name","value":"uploads"}},{"kind":"Field","name":{"kind":"Name","value":"grantsReceived"}},{"kind":"Field","name":{"kind":"Name","value":"grantsEnded"}},{"kind":"Field","name":{"kind":"Name","value":"grantsHandedOver"}},{"kind":"Field","name":{"kind":"Name","value":"grantsHeld"}},{"kind":"Field","name":{"kind":"Name","value":"customersHandedOver"}},{"kind":"Field","name":{"kind":"Name","value":"customersBereft"}}]}},{"kind":"Field","name":{"kind":"Name","value":"downloads"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"recent"}},{"kind":"Field","name":{"kind":"Name","value":"usual"}},{"kind":"Field","name":{"kind":"Name","value":"unusual"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Witness"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DepartureWitness"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"replica"}},{"kind":"Field","name":{"kind":"Name","value":"settledAt"}},{"kind":"Field","name":{"kind":"Name","value":"streamsCut"}},{"kind":"Field","name":{"kind":"Name","value":"streams"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"document"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"refused"}},{"kind":"Field","name":{"kind":"Name","value":"refusedAt"}}]}}]} as unknown as DocumentNode<CaseFileQuery, CaseFileQueryVariables>;
export const DepartureProgressDocument = {"__meta__":{"hash":"466c81dc444ae8284f15cead4d87a1899361d628ec4569ed4596ae0fc34448e6"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"DepartureProgress"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"departureId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"departureProgress"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"departureId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"departureId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"awaited"}},{"kind":"Field","name":{"kind":"Name","value":"settled"}}]}}]}}]} as unknown as DocumentNode<DepartureProgressSubscription, DepartureProgressSubscriptionVariables>;
export const DeparturesDocument = {"__meta__":{"hash":"011bc9ef21e7055e406c8a7b63ef7fe220207b3e9998138c8fe4404be2caa87a"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Departures"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"state"}},"type":{"kind":"NonNullType","type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DepartureState"}}}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"direction"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"OrderDirection"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Cursor"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"departures"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"state"},"value":{"kind":"Variable","name":{"kind":"Name","value":"state"}}}]}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"field"},"value":{"kind":"EnumValue","value":"DEPARTED_AT"}},{"kind":"ObjectField","name":{"kind":"Name","value":"direction"},"value":{"kind":"Variable","name":{"kind":"Name","value":"direction"}}}]}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"20"}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"departedAt"}},{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"DepartureFacts"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"PlannedButtons"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"DepartureFacts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Departure"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"trigger"}},{"kind":"Field","name":{"kind":"Name","value":"source"}},{"kind":"Field","name":{"kind":"Name","value":"cancelledAt"}},{"kind":"Field","name":{"kind":"Name","value":"successor"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"recordedBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PlannedButtons"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Departure"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","alias":{"kind":"Name","value":"mayDepart"},"name":{"kind":"Name","value":"viewerCan"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"action"},"value":{"kind":"EnumValue","value":"DEPART"}}]}]}}]}}]} as unknown as DocumentNode<DeparturesQuery, DeparturesQueryVariables>;
export const RehearsalDocument = {"__meta__":{"hash":"66bd1915eb417ca3181cbe51753b44aa75f6d6063936d78afd063c2088355967"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Rehearsal"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"userId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"successorId"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"departureRehearsal"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"userId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"userId"}}},{"kind":"Argument","name":{"kind":"Name","value":"successorId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"successorId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"Outcome"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Outcome"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DepartureOutcome"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"counts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"sessions"}},{"kind":"Field","name":{"kind":"Name","value":"tokens"}},{"kind":"Field","name":{"kind":"Name","value":"memberships"}},{"kind":"Field","name":{"kind":"Name","value":"uploads"}},{"kind":"Field","name":{"kind":"Name","value":"grantsReceived"}},{"kind":"Field","name":{"kind":"Name","value":"grantsEnded"}},{"kind":"Field","name":{"kind":"Name","value":"grantsHandedOver"}},{"kind":"Field","name":{"kind":"Name","value":"grantsHeld"}},{"kind":"Field","name":{"kind":"Name","value":"customersHandedOver"}},{"kind":"Field","name":{"kind":"Name","value":"customersBereft"}}]}},{"kind":"Field","name":{"kind":"Name","value":"downloads"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"recent"}},{"kind":"Field","name":{"kind":"Name","value":"usual"}},{"kind":"Field","name":{"kind":"Name","value":"unusual"}}]}}]}}]} as unknown as DocumentNode<RehearsalQuery, RehearsalQueryVariables>;
export const DepartUserDocument = {"__meta__":{"hash":"28c4b48712ac388592d00bdfc7e4a4e9db0da75e8bb152c0ff723f068f8898b7"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"DepartUser"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DepartUserInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"departUser"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"departure"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}}]}}]}}]}}]} as unknown as DocumentNode<DepartUserMutation, DepartUserMutationVariables>;
export const ScheduleDepartureDocument = {"__meta__":{"hash":"31abab9b0c96dfc920e502df7f20567bb39c3f6109cb15bd930245d71bda676e"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ScheduleDeparture"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ScheduleDepartureInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"scheduleDeparture"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"departure"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]}}]} as unknown as DocumentNode<ScheduleDepartureMutation, ScheduleDepartureMutationVariables>;
export const LeavingOfDocument = {"__meta__":{"hash":"dbd8b05a447b3a4bea6d6dc1fa723cf8371deb3cb36964d7d8525291d5bba2db"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"LeavingOf"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"userId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"departures"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"userId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"userId"}}},{"kind":"ObjectField","name":{"kind":"Name","value":"state"},"value":{"kind":"ListValue","values":[{"kind":"EnumValue","value":"PLANNED"},{"kind":"EnumValue","value":"DONE"}]}}]}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"field"},"value":{"kind":"EnumValue","value":"CREATED_AT"}},{"kind":"ObjectField","name":{"kind":"Name","value":"direction"},"value":{"kind":"EnumValue","value":"DESC"}}]}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"1"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"departedAt"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"PlannedButtons"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PlannedButtons"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Departure"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","alias":{"kind":"Name","value":"mayDepart"},"name":{"kind":"Name","value":"viewerCan"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"action"},"value":{"kind":"EnumValue","value":"DEPART"}}]}]}}]}}]} as unknown as DocumentNode<LeavingOfQuery, LeavingOfQueryVariables>;
export const RehearsedDocument = {"__meta__":{"hash":"94c363f153ba250eec9b6a054951a14427b8b7314ed7a9fabc2d8931947eba75"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Rehearsed"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"userId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"successorId"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Cursor"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"grantsEnded"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Boolean"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"grantsHandedOver"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Boolean"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"grantsHeld"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Boolean"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"customersHandedOver"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Boolean"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"customersBereft"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Boolean"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"departureRehearsal"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"userId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"userId"}}},{"kind":"Argument","name":{"kind":"Name","value":"successorId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"successorId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"OutcomeLists"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AffectedGrants"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"GrantConnection"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"purpose"}},{"kind":"Field","name":{"kind":"Name","value":"until"}},{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AffectedCustomers"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CustomerConnection"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"OutcomeLists"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DepartureOutcome"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"grantsEnded"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"20"}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"directives":[{"kind":"Directive","name":{"kind":"Name","value":"include"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"if"},"value":{"kind":"Variable","name":{"kind":"Name","value":"grantsEnded"}}}]}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"AffectedGrants"}}]}},{"kind":"Field","name":{"kind":"Name","value":"grantsHandedOver"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"20"}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"directives":[{"kind":"Directive","name":{"kind":"Name","value":"include"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"if"},"value":{"kind":"Variable","name":{"kind":"Name","value":"grantsHandedOver"}}}]}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"AffectedGrants"}}]}},{"kind":"Field","name":{"kind":"Name","value":"grantsHeld"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"20"}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"directives":[{"kind":"Directive","name":{"kind":"Name","value":"include"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"if"},"value":{"kind":"Variable","name":{"kind":"Name","value":"grantsHeld"}}}]}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"AffectedGrants"}}]}},{"kind":"Field","name":{"kind":"Name","value":"customersHandedOver"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"20"}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"directives":[{"kind":"Directive","name":{"kind":"Name","value":"include"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"if"},"value":{"kind":"Variable","name":{"kind":"Name","value":"customersHandedOver"}}}]}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"AffectedCustomers"}}]}},{"kind":"Field","name":{"kind":"Name","value":"customersBereft"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"20"}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"directives":[{"kind":"Directive","name":{"kind":"Name","value":"include"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"if"},"value":{"kind":"Variable","name":{"kind":"Name","value":"customersBereft"}}}]}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"AffectedCustomers"}}]}}]}}]} as unknown as DocumentNode<RehearsedQuery, RehearsedQueryVariables>;
export const RecordedDocument = {"__meta__":{"hash":"853fa3557f35edd7300fef118335f00449b162a64400d3bc3dc746e3e58f26e2"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Recorded"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"departureId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Cursor"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"grantsEnded"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Boolean"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"grantsHandedOver"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Boolean"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"grantsHeld"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Boolean"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"customersHandedOver"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Boolean"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"customersBereft"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Boolean"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"departureRecord"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"departureId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"departureId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"OutcomeLists"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AffectedGrants"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"GrantConnection"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"purpose"}},{"kind":"Field","name":{"kind":"Name","value":"until"}},{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AffectedCustomers"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CustomerConnection"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"OutcomeLists"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DepartureOutcome"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"grantsEnded"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"20"}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"directives":[{"kind":"Directive","name":{"kind":"Name","value":"include"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"if"},"value":{"kind":"Variable","name":{"kind":"Name","value":"grantsEnded"}}}]}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"AffectedGrants"}}]}},{"kind":"Field","name":{"kind":"Name","value":"grantsHandedOver"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"20"}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"directives":[{"kind":"Directive","name":{"kind":"Name","value":"include"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"if"},"value":{"kind":"Variable","name":{"kind":"Name","value":"grantsHandedOver"}}}]}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"AffectedGrants"}}]}},{"kind":"Field","name":{"kind":"Name","value":"grantsHeld"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"20"}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"directives":[{"kind":"Directive","name":{"kind":"Name","value":"include"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"if"},"value":{"kind":"Variable","name":{"kind":"Name","value":"grantsHeld"}}}]}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"AffectedGrants"}}]}},{"kind":"Field","name":{"kind":"Name","value":"customersHandedOver"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"20"}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"directives":[{"kind":"Directive","name":{"kind":"Name","value":"include"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"if"},"value":{"kind":"Variable","name":{"kind":"Name","value":"customersHandedOver"}}}]}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"AffectedCustomers"}}]}},{"kind":"Field","name":{"kind":"Name","value":"customersBereft"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"20"}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"directives":[{"kind":"Directive","name":{"kind":"Name","value":"include"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"if"},"value":{"kind":"Variable","name":{"kind":"Name","value":"customersBereft"}}}]}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"AffectedCustomers"}}]}}]}}]} as unknown as DocumentNode<RecordedQuery, RecordedQueryVariables>;
export const RehearsedOwnDocument = {"__meta__":{"hash":"301c84b07b4a8cdb17574ffaecd77a77ca1cf0cafe92b3f3079ad1d250e287bb"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"RehearsedOwn"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"userId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"successorId"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"departureRehearsal"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"userId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"userId"}}},{"kind":"Argument","name":{"kind":"Name","value":"successorId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"successorId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"OwnThings"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"OwnThings"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DepartureOutcome"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"sessions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"userAgent"}}]}},{"kind":"Field","name":{"kind":"Name","value":"tokens"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"client"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"memberships"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"role"}},{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"grantsReceived"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"purpose"}},{"kind":"Field","name":{"kind":"Name","value":"until"}},{"kind":"Field","name":{"kind":"Name","value":"giver"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"uploads"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"size"}},{"kind":"Field","name":{"kind":"Name","value":"received"}},{"kind":"Field","name":{"kind":"Name","value":"document"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}}]}}]}}]}}]} as unknown as DocumentNode<RehearsedOwnQuery, RehearsedOwnQueryVariables>;
export const RecordedOwnDocument = {"__meta__":{"hash":"09f2bdc4b093a9bbdb8d511d4faae0031c0beeecc5e6f6563049576deead8d9e"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"RecordedOwn"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"departureId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"departureRecord"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"departureId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"departureId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"OwnThings"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"OwnThings"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DepartureOutcome"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"sessions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"userAgent"}}]}},{"kind":"Field","name":{"kind":"Name","value":"tokens"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"client"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"memberships"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"role"}},{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"grantsReceived"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"purpose"}},{"kind":"Field","name":{"kind":"Name","value":"until"}},{"kind":"Field","name":{"kind":"Name","value":"giver"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"uploads"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"size"}},{"kind":"Field","name":{"kind":"Name","value":"received"}},{"kind":"Field","name":{"kind":"Name","value":"document"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}}]}}]}}]}}]} as unknown as DocumentNode<RecordedOwnQuery, RecordedOwnQueryVariables>;
export const ClassifyDocumentDocument = {"__meta__":{"hash":"1e7ba0923c39d6a2de2e6d271a95e0036006090cb08689575498f05102b15440"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ClassifyDocument"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"UpdateDocumentInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"updateDocument"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"document"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"classification"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}}]}}]}}]}}]} as unknown as DocumentNode<ClassifyDocumentMutation, ClassifyDocumentMutationVariables>;
export const CreateFolderDocument = {"__meta__":{"hash":"7662da2624e5afeecb20ea8c2a47de6bfb791168a01da26fa3f5319dabb2d8d8"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CreateFolder"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CreateFolderInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"createFolder"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"folder"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]} as unknown as DocumentNode<CreateFolderMutation, CreateFolderMutationVariables>;
export const DeleteDocumentDocument = {"__meta__":{"hash":"4b46a07949b87288c89101b350aa94f7bec909f9bf721fd2e61c15dbf10741e9"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"DeleteDocument"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DeleteDocumentInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"deleteDocument"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"documentId"}}]}}]}}]} as unknown as DocumentNode<DeleteDocumentMutation, DeleteDocumentMutationVariables>;
export const DeletedDocumentsDocument = {"__meta__":{"hash":"f2143189a14a48a09292ba6878e4ee86f9d714df8681dbe399d5f97dfa3da13a"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"DeletedDocuments"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"customerId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"deletedDocuments"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"customerId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"customerId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"classification"}},{"kind":"Field","name":{"kind":"Name","value":"deletedAt"}},{"kind":"Field","name":{"kind":"Name","value":"restorableUntil"}},{"kind":"Field","name":{"kind":"Name","value":"folder"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]} as unknown as DocumentNode<DeletedDocumentsQuery, DeletedDocumentsQueryVariables>;
export const DocumentsDocument = {"__meta__":{"hash":"b5205a6c2e64d370b5de8b2bd8d98ed83e77cf27f17224ab85c6a26831911e7d"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Documents"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"folderId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Cursor"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"folderId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Folder"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"documents"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"classification"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","alias":{"kind":"Name","value":"mayDownload"},"name":{"kind":"Name","value":"viewerCan"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"action"},"value":{"kind":"EnumValue","value":"DOWNLOAD"}}]},{"kind":"Field","alias":{"kind":"Name","value":"mayMove"},"name":{"kind":"Name","value":"viewerCan"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"action"},"value":{"kind":"EnumValue","value":"MOVE"}}]},{"kind":"Field","alias":{"kind":"Name","value":"mayClassify"},"name":{"kind":"Name","value":"viewerCan"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"action"},"value":{"kind":"EnumValue","value":"CLASSIFY"}}]},{"kind":"Field","alias":{"kind":"Name","value":"mayDelete"},"name":{"kind":"Name","value":"viewerCan"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"action"},"value":{"kind":"EnumValue","value":"DELETE"}}]},{"kind":"Field","name":{"kind":"Name","value":"currentVersion"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"size"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<DocumentsQuery, DocumentsQueryVariables>;
export const RestoreVersionDocument = {"__meta__":{"hash":"2bf931f0a4fdc25a7cc31bf8d30f8edd75fa8b7e303ef9e033a01c292699e90b"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RestoreVersion"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RestoreVersionInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"restoreVersion"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"document"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"currentVersion"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"size"}},{"kind":"Field","name":{"kind":"Name","value":"mediaType"}}]}}]}}]}}]}}]} as unknown as DocumentNode<RestoreVersionMutation, RestoreVersionMutationVariables>;
export const DocumentDocument = {"__meta__":{"hash":"dad1c9cf2cad60ca59ec0078957fc8308af4bc0dbf47cf65a0d9acef0b926a07"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Document"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Document"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"classification"}},{"kind":"Field","name":{"kind":"Name","value":"contentUrl"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"createdBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"folder"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"currentVersion"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"size"}},{"kind":"Field","name":{"kind":"Name","value":"mediaType"}}]}},{"kind":"Field","name":{"kind":"Name","value":"versions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"VersionLine"}}]}},{"kind":"Field","alias":{"kind":"Name","value":"mayDownload"},"name":{"kind":"Name","value":"viewerCan"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"action"},"value":{"kind":"EnumValue","value":"DOWNLOAD"}}]},{"kind":"Field","alias":{"kind":"Name","value":"mayEdit"},"name":{"kind":"Name","value":"viewerCan"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"action"},"value":{"kind":"EnumValue","value":"EDIT"}}]},{"kind":"Field","alias":{"kind":"Name","value":"mayClassify"},"name":{"kind":"Name","value":"viewerCan"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"action"},"value":{"kind":"EnumValue","value":"CLASSIFY"}}]},{"kind":"Field","alias":{"kind":"Name","value":"mayMove"},"name":{"kind":"Name","value":"viewerCan"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"action"},"value":{"kind":"EnumValue","value":"MOVE"}}]},{"kind":"Field","alias":{"kind":"Name","value":"mayDelete"},"name":{"kind":"Name","value":"viewerCan"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"action"},"value":{"kind":"EnumValue","value":"DELETE"}}]},{"kind":"Field","alias":{"kind":"Name","value":"mayShare"},"name":{"kind":"Name","value":"viewerCan"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"action"},"value":{"kind":"EnumValue","value":"SHARE"}}]},{"kind":"Field","alias":{"kind":"Name","value":"mayRequest"},"name":{"kind":"Name","value":"viewerCan"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"action"},"value":{"kind":"EnumValue","value":"REQUEST"}}]}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"VersionLine"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Version"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"size"}},{"kind":"Field","name":{"kind":"Name","value":"mediaType"}},{"kind":"Field","name":{"kind":"Name","value":"sha256"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"contentUrl"}},{"kind":"Field","name":{"kind":"Name","value":"createdBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}}]}}]} as unknown as DocumentNode<DocumentQuery, DocumentQueryVariables>;
export const UpdateDocumentDocument = {"__meta__":{"hash":"8e00019e0949181e19676fc74fbfd9eca5ee697e9a69128c07903795ada8ad96"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"UpdateDocument"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"UpdateDocumentInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"updateDocument"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"document"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"classification"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}}]}}]}}]}}]} as unknown as DocumentNode<UpdateDocumentMutation, UpdateDocumentMutationVariables>;
export const FoldersWithinDocument = {"__meta__":{"hash":"a8d1241d2678d3dec89fb331846c7cfbeb9df0fcef609479c5e284c4c2fa2b7b"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"FoldersWithin"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Folder"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"children"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]}}]} as unknown as DocumentNode<FoldersWithinQuery, FoldersWithinQueryVariables>;
export const MoveDocumentDocument = {"__meta__":{"hash":"b7f06bea5807d545e52b9100f45b858b512755f611d4c05c8167863c5e3d948e"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"MoveDocument"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"MoveDocumentInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"moveDocument"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"document"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"folder"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]}}]} as unknown as DocumentNode<MoveDocumentMutation, MoveDocumentMutationVariables>;
export const TargetFolderDocument = {"__meta__":{"hash":"c099791f0174ea7430948d6af2d898b53a2845a08ac8f266311cfb072f2ed293"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"TargetFolder"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Folder"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"parent"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"children"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]}}]} as unknown as DocumentNode<TargetFolderQuery, TargetFolderQueryVariables>;
export const RestoreDocumentDocument = {"__meta__":{"hash":"d2bfdd99e8f0aabcd49f201a71984d5703ff5883e3ba6b0ff42dd5999847b2f2"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RestoreDocument"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RestoreDocumentInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"restoreDocument"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"document"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"folder"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]}}]}}]} as unknown as DocumentNode<RestoreDocumentMutation, RestoreDocumentMutationVariables>;
export const ReclassificationRehearsalDocument = {"__meta__":{"hash":"33452071ed468df4976c0da80379dfe38e01ec2ccbcc9cc22725e113ac25ba59"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ReclassificationRehearsal"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"documentId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"classification"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Classification"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"reclassificationRehearsal"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"documentId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"documentId"}}},{"kind":"Argument","name":{"kind":"Name","value":"classification"},"value":{"kind":"Variable","name":{"kind":"Name","value":"classification"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"grantsEnded"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"grantsShortened"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"until"}},{"kind":"Field","name":{"kind":"Name","value":"grant"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"grantsClosed"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"folder"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"memberships"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"role"}},{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"hidden"}}]}}]}}]} as unknown as DocumentNode<ReclassificationRehearsalQuery, ReclassificationRehearsalQueryVariables>;
export const NamesOfDocument = {"__meta__":{"hash":"0ac15d9dbddd615e8d652b92156d4f8dc870113889e1db01f26a031d85d928bd"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"NamesOf"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"ids"}},"type":{"kind":"NonNullType","type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"ids"},"value":{"kind":"Variable","name":{"kind":"Name","value":"ids"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"User"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}}]}}]}}]} as unknown as DocumentNode<NamesOfQuery, NamesOfQueryVariables>;
export const NewAuditEventsDocument = {"__meta__":{"hash":"46af5d1dce8114c951e28a2741323ce47dd8653fbd3e1b6d9f740f769ee8b78b"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"NewAuditEvents"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"AuditEventFilter"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"auditEvents"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"entries"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"cursor"}}]}}]}}]}}]} as unknown as DocumentNode<NewAuditEventsSubscription, NewAuditEventsSubscriptionVariables>;
export const AuditEventsDocument = {"__meta__":{"hash":"a1fd786bfc19c886bb3ea2c33277a43ae96475530d91c303065b360e2a747ca5"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"AuditEvents"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"AuditEventFilter"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"100"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Cursor"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"auditEvents"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"Field","name":{"kind":"Name","value":"actorSystem"}},{"kind":"Field","name":{"kind":"Name","value":"objectId"}},{"kind":"Field","name":{"kind":"Name","value":"subjectId"}},{"kind":"Field","name":{"kind":"Name","value":"customerId"}},{"kind":"Field","name":{"kind":"Name","value":"request"}},{"kind":"Field","name":{"kind":"Name","value":"actor"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"detail"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"value"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<AuditEventsQuery, AuditEventsQueryVariables>;
export const AccessToDocument = {"__meta__":{"hash":"538389347d49701a6ad881d72bb1fe3f52dcfb95b2cf7aabba8317ad6c8fb3b5"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"AccessTo"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"GrantFilter"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Document"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"grants"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"50"}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"AccessGrant"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"folder"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"grants"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"50"}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"AccessGrant"}}]}}]}}]}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Folder"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"grants"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"50"}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"AccessGrant"}}]}}]}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"GrantButtons"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Grant"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"from"}},{"kind":"Field","name":{"kind":"Name","value":"until"}},{"kind":"Field","alias":{"kind":"Name","value":"mayRevoke"},"name":{"kind":"Name","value":"viewerCan"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"action"},"value":{"kind":"EnumValue","value":"REVOKE"}}]},{"kind":"Field","alias":{"kind":"Name","value":"mayExtend"},"name":{"kind":"Name","value":"viewerCan"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"action"},"value":{"kind":"EnumValue","value":"EXTEND"}}]},{"kind":"Field","alias":{"kind":"Name","value":"mayReturn"},"name":{"kind":"Name","value":"viewerCan"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"action"},"value":{"kind":"EnumValue","value":"RETURN"}}]}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"LinkState"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Grant"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"byLink"}}]}},{"kind":"Field","name":{"kind":"Name","value":"shareLink"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"openedAt"}},{"kind":"Field","name":{"kind":"Name","value":"lockedAt"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AccessGrant"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Grant"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"level"}},{"kind":"Field","name":{"kind":"Name","value":"from"}},{"kind":"Field","name":{"kind":"Name","value":"until"}},{"kind":"Field","name":{"kind":"Name","value":"purpose"}},{"kind":"Field","name":{"kind":"Name","value":"revokedAt"}},{"kind":"Field","name":{"kind":"Name","value":"inForce"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"GrantButtons"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"LinkState"}},{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"giver"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}}]}}]} as unknown as DocumentNode<AccessToQuery, AccessToQueryVariables>;
export const ExtendGrantDocument = {"__meta__":{"hash":"6d2ebbaf6029765abd086aa27d2df21bd546686517f5ca7a7d19bbebfcde0480"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ExtendGrant"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ExtendGrantInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"extendGrant"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"grant"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"until"}},{"kind":"Field","name":{"kind":"Name","value":"inForce"}}]}}]}}]}}]} as unknown as DocumentNode<ExtendGrantMutation, ExtendGrantMutationVariables>;
export const FolderContentsDocument = {"__meta__":{"hash":"cc828c018da511c8645f7a36cbd9b6d47d2566b9d1c322f277f6822ed96f7fc2"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"FolderContents"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Folder"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"children"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"documents"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"contentUrl"}},{"kind":"Field","name":{"kind":"Name","value":"currentVersion"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"size"}},{"kind":"Field","name":{"kind":"Name","value":"mediaType"}}]}},{"kind":"Field","alias":{"kind":"Name","value":"mayDownload"},"name":{"kind":"Name","value":"viewerCan"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"action"},"value":{"kind":"EnumValue","value":"DOWNLOAD"}}]}]}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<FolderContentsQuery, FolderContentsQueryVariables>;
export const RevokeGrantDocument = {"__meta__":{"hash":"8fda1bf6dc99633152113aef3ef4a153cdfd2c6d81353c55091b831cdd3861de"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RevokeGrant"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RevokeGrantInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"revokeGrant"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"grant"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"revokedAt"}},{"kind":"Field","name":{"kind":"Name","value":"inForce"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"GrantButtons"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"GrantButtons"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Grant"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"from"}},{"kind":"Field","name":{"kind":"Name","value":"until"}},{"kind":"Field","alias":{"kind":"Name","value":"mayRevoke"},"name":{"kind":"Name","value":"viewerCan"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"action"},"value":{"kind":"EnumValue","value":"REVOKE"}}]},{"kind":"Field","alias":{"kind":"Name","value":"mayExtend"},"name":{"kind":"Name","value":"viewerCan"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"action"},"value":{"kind":"EnumValue","value":"EXTEND"}}]},{"kind":"Field","alias":{"kind":"Name","value":"mayReturn"},"name":{"kind":"Name","value":"viewerCan"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"action"},"value":{"kind":"EnumValue","value":"RETURN"}}]}]}}]} as unknown as DocumentNode<RevokeGrantMutation, RevokeGrantMutationVariables>;
export const ReturnAccessDocument = {"__meta__":{"hash":"63f8332a31d7c6210a3983280f5bd1e3e01e674cafd218edbd52fdb29010e97c"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ReturnAccess"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ReturnAccessInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"returnAccess"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"grant"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"revokedAt"}},{"kind":"Field","name":{"kind":"Name","value":"inForce"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"GrantButtons"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"GrantButtons"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Grant"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"from"}},{"kind":"Field","name":{"kind":"Name","value":"until"}},{"kind":"Field","alias":{"kind":"Name","value":"mayRevoke"},"name":{"kind":"Name","value":"viewerCan"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"action"},"value":{"kind":"EnumValue","value":"REVOKE"}}]},{"kind":"Field","alias":{"kind":"Name","value":"mayExtend"},"name":{"kind":"Name","value":"viewerCan"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"action"},"value":{"kind":"EnumValue","value":"EXTEND"}}]},{"kind":"Field","alias":{"kind":"Name","value":"mayReturn"},"name":{"kind":"Name","value":"viewerCan"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"action"},"value":{"kind":"EnumValue","value":"RETURN"}}]}]}}]} as unknown as DocumentNode<ReturnAccessMutation, ReturnAccessMutationVariables>;
export const GrantsDocument = {"__meta__":{"hash":"b102980a6e075e47a661a5d5e906c00896773a265f392d43cbd01088c09a28b0"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Grants"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"GrantFilter"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"orderBy"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"GrantOrder"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Cursor"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"grants"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"Variable","name":{"kind":"Name","value":"orderBy"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"50"}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"level"}},{"kind":"Field","name":{"kind":"Name","value":"from"}},{"kind":"Field","name":{"kind":"Name","value":"until"}},{"kind":"Field","name":{"kind":"Name","value":"purpose"}},{"kind":"Field","name":{"kind":"Name","value":"revokedAt"}},{"kind":"Field","name":{"kind":"Name","value":"inForce"}},{"kind":"Field","name":{"kind":"Name","value":"watermark"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"GrantButtons"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"LinkState"}},{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"giver"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"document"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"classification"}},{"kind":"Field","name":{"kind":"Name","value":"contentUrl"}},{"kind":"Field","alias":{"kind":"Name","value":"mayDownload"},"name":{"kind":"Name","value":"viewerCan"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"action"},"value":{"kind":"EnumValue","value":"DOWNLOAD"}}]},{"kind":"Field","alias":{"kind":"Name","value":"mayRequest"},"name":{"kind":"Name","value":"viewerCan"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"action"},"value":{"kind":"EnumValue","value":"REQUEST"}}]},{"kind":"Field","name":{"kind":"Name","value":"currentVersion"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"size"}},{"kind":"Field","name":{"kind":"Name","value":"mediaType"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"folder"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","alias":{"kind":"Name","value":"mayDownload"},"name":{"kind":"Name","value":"viewerCan"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"action"},"value":{"kind":"EnumValue","value":"DOWNLOAD"}}]}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"GrantButtons"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Grant"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"from"}},{"kind":"Field","name":{"kind":"Name","value":"until"}},{"kind":"Field","alias":{"kind":"Name","value":"mayRevoke"},"name":{"kind":"Name","value":"viewerCan"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"action"},"value":{"kind":"EnumValue","value":"REVOKE"}}]},{"kind":"Field","alias":{"kind":"Name","value":"mayExtend"},"name":{"kind":"Name","value":"viewerCan"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"action"},"value":{"kind":"EnumValue","value":"EXTEND"}}]},{"kind":"Field","alias":{"kind":"Name","value":"mayReturn"},"name":{"kind":"Name","value":"viewerCan"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"action"},"value":{"kind":"EnumValue","value":"RETURN"}}]}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"LinkState"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Grant"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"byLink"}}]}},{"kind":"Field","name":{"kind":"Name","value":"shareLink"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"openedAt"}},{"kind":"Field","name":{"kind":"Name","value":"lockedAt"}}]}}]}}]} as unknown as DocumentNode<GrantsQuery, GrantsQueryVariables>;
export const GrantAccessDocument = {"__meta__":{"hash":"d4d5bbe632e0c7747db62c329393798a321d30987d62c6283d760121499e8e63"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"GrantAccess"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"GrantAccessInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"grantAccess"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"grant"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]}}]} as unknown as DocumentNode<GrantAccessMutation, GrantAccessMutationVariables>;
export const CreateShareLinkDocument = {"__meta__":{"hash":"c1763ba37d2c613dd5d811cdc5d17d3cce2a5528485de5498af7e07432dd4ff8"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CreateShareLink"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CreateShareLinkInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"createShareLink"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"shareLink"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"passcode"}}]}},{"kind":"Field","name":{"kind":"Name","value":"url"}}]}}]}}]} as unknown as DocumentNode<CreateShareLinkMutation, CreateShareLinkMutationVariables>;
export const PeopleDocument = {"__meta__":{"hash":"51e623f6346cb4e4555ac1735218443d7b3c3f7c0944a4c06477519e752c1dea"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"People"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"UserFilter"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Cursor"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"users"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"issuer"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"role"}},{"kind":"Field","name":{"kind":"Name","value":"lastSeenAt"}},{"kind":"Field","name":{"kind":"Name","value":"byLink"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<PeopleQuery, PeopleQueryVariables>;
export const SuspendUserDocument = {"__meta__":{"hash":"83d67576e13e3893ad6f106fdf393fcbdb55a81bc1aa559b11e5f54412352cfc"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SuspendUser"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"SuspendUserInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"suspendUser"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}}]}}]}}]} as unknown as DocumentNode<SuspendUserMutation, SuspendUserMutationVariables>;
export const ReinstateUserDocument = {"__meta__":{"hash":"d1db92f954d481595b57a221876bd8789ee907c5b9e29030df86de413c508fba"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ReinstateUser"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ReinstateUserInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"reinstateUser"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}}]}}]}}]} as unknown as DocumentNode<ReinstateUserMutation, ReinstateUserMutationVariables>;
export const EndSessionsDocument = {"__meta__":{"hash":"e828af51c068594f4a5ff7463ef5c4a5f54b7939da4566582407739d11ba178c"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"EndSessions"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"EndSessionsInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"endSessions"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]}}]} as unknown as DocumentNode<EndSessionsMutation, EndSessionsMutationVariables>;
export const AssignGlobalRoleDocument = {"__meta__":{"hash":"c4f42a084f77ef66dd2bcb45c32e14db68267c0673d9654a07fa819a3f309a4e"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"AssignGlobalRole"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"AssignRoleInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"assignRole"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"role"}}]}}]}}]}}]} as unknown as DocumentNode<AssignGlobalRoleMutation, AssignGlobalRoleMutationVariables>;
export const UnassignRoleDocument = {"__meta__":{"hash":"edb2ff7374db15123b5f80903f32906cab78ee6978859e1ec8864d0c714363b1"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"UnassignRole"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"UnassignRoleInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"unassignRole"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"role"}}]}}]}}]}}]} as unknown as DocumentNode<UnassignRoleMutation, UnassignRoleMutationVariables>;
export const DecideAccessRequestDocument = {"__meta__":{"hash":"454407ed4588b773401aa4e2eea230efba480ed2a091899f26a0d69ae11a0e65"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"DecideAccessRequest"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DecideAccessRequestInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"decideAccessRequest"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"accessRequest"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"closedAt"}},{"kind":"Field","name":{"kind":"Name","value":"note"}},{"kind":"Field","name":{"kind":"Name","value":"closedBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"document"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"RequestButtons"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"RequestButtons"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AccessRequest"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"level"}},{"kind":"Field","name":{"kind":"Name","value":"seconds"}},{"kind":"Field","name":{"kind":"Name","value":"purpose"}},{"kind":"Field","name":{"kind":"Name","value":"approvalsNeeded"}},{"kind":"Field","name":{"kind":"Name","value":"approvals"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"at"}}]}},{"kind":"Field","alias":{"kind":"Name","value":"mayDecide"},"name":{"kind":"Name","value":"viewerCan"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"action"},"value":{"kind":"EnumValue","value":"DECIDE"}}]},{"kind":"Field","alias":{"kind":"Name","value":"mayWithdraw"},"name":{"kind":"Name","value":"viewerCan"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"action"},"value":{"kind":"EnumValue","value":"WITHDRAW"}}]}]}}]} as unknown as DocumentNode<DecideAccessRequestMutation, DecideAccessRequestMutationVariables>;
export const WithdrawAccessRequestDocument = {"__meta__":{"hash":"e02cb60321ef56032f2767e552415aa8b4e18cb242d593770be2e8c4dc161452"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"WithdrawAccessRequest"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"WithdrawAccessRequestInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"withdrawAccessRequest"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"accessRequest"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"closedAt"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"RequestButtons"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"RequestButtons"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AccessRequest"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"level"}},{"kind":"Field","name":{"kind":"Name","value":"seconds"}},{"kind":"Field","name":{"kind":"Name","value":"purpose"}},{"kind":"Field","name":{"kind":"Name","value":"approvalsNeeded"}},{"kind":"Field","name":{"kind":"Name","value":"approvals"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"at"}}]}},{"kind":"Field","alias":{"kind":"Name","value":"mayDecide"},"name":{"kind":"Name","value":"viewerCan"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"action"},"value":{"kind":"EnumValue","value":"DECIDE"}}]},{"kind":"Field","alias":{"kind":"Name","value":"mayWithdraw"},"name":{"kind":"Name","value":"viewerCan"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"action"},"value":{"kind":"EnumValue","value":"WITHDRAW"}}]}]}}]} as unknown as DocumentNode<WithdrawAccessRequestMutation, WithdrawAccessRequestMutationVariables>;
export const RequestAccessDocument = {"__meta__":{"hash":"0bfa0bb11c2957482c1d79360134fee2e9390a3a7d57f5843483d22fb9851779"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RequestAccess"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RequestAccessInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"requestAccess"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"accessRequest"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]}}]} as unknown as DocumentNode<RequestAccessMutation, RequestAccessMutationVariables>;
export const AccessRequestsDocument = {"__meta__":{"hash":"917fe9c6f58d53788812061c90a3a6c354375d6c96a48f0fbf38887ff912f407"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"AccessRequests"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"AccessRequestFilter"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"orderBy"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"AccessRequestOrder"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Cursor"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"accessRequests"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"Variable","name":{"kind":"Name","value":"orderBy"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"50"}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"level"}},{"kind":"Field","name":{"kind":"Name","value":"seconds"}},{"kind":"Field","name":{"kind":"Name","value":"purpose"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"approvalsNeeded"}},{"kind":"Field","name":{"kind":"Name","value":"approvals"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"at"}}]}},{"kind":"Field","name":{"kind":"Name","value":"closedAt"}},{"kind":"Field","name":{"kind":"Name","value":"note"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"RequestButtons"}},{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"document"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"classification"}}]}},{"kind":"Field","name":{"kind":"Name","value":"closedBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"RequestButtons"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AccessRequest"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"level"}},{"kind":"Field","name":{"kind":"Name","value":"seconds"}},{"kind":"Field","name":{"kind":"Name","value":"purpose"}},{"kind":"Field","name":{"kind":"Name","value":"approvalsNeeded"}},{"kind":"Field","name":{"kind":"Name","value":"approvals"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"at"}}]}},{"kind":"Field","alias":{"kind":"Name","value":"mayDecide"},"name":{"kind":"Name","value":"viewerCan"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"action"},"value":{"kind":"EnumValue","value":"DECIDE"}}]},{"kind":"Field","alias":{"kind":"Name","value":"mayWithdraw"},"name":{"kind":"Name","value":"viewerCan"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"action"},"value":{"kind":"EnumValue","value":"WITHDRAW"}}]}]}}]} as unknown as DocumentNode<AccessRequestsQuery, AccessRequestsQueryVariables>;
export const SignalFeedsDocument = {"__meta__":{"hash":"fbd89144a5e32767a5149b1f018196e6b824d4d102c543f6ce2237976bcfa814"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"SignalFeeds"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"signalFeeds"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"issuer"}},{"kind":"Field","name":{"kind":"Name","value":"heardAt"}},{"kind":"Field","name":{"kind":"Name","value":"silentAfterSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"silent"}}]}}]}}]} as unknown as DocumentNode<SignalFeedsQuery, SignalFeedsQueryVariables>;
export const CreateUploadFolderDocument = {"__meta__":{"hash":"993ff1d14d1b5e6d7fd81e83b11c5ca240e0a57ff3e6ff726841c080029b0a6e"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CreateUploadFolder"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CreateFolderInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"createFolder"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"folder"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]} as unknown as DocumentNode<CreateUploadFolderMutation, CreateUploadFolderMutationVariables>;
export const UploadFoldersDocument = {"__meta__":{"hash":"8cb87e05631e44549f005163f0ee6e99d481c341e5c76ec600c757a9bcf2c7f6"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"UploadFolders"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Folder"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"children"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]}}]} as unknown as DocumentNode<UploadFoldersQuery, UploadFoldersQueryVariables>;
export const CreateUploadDocument = {"__meta__":{"hash":"a6c7ae8b1177cce3d8dc4c44cea0b57d8048be0bda2516ca6e11a5911dc21c39"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CreateUpload"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CreateUploadInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"createUpload"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"uploadId"}},{"kind":"Field","name":{"kind":"Name","value":"uploadUrl"}},{"kind":"Field","name":{"kind":"Name","value":"documentId"}}]}}]}}]} as unknown as DocumentNode<CreateUploadMutation, CreateUploadMutationVariables>;
export const TakenTitlesDocument = {"__meta__":{"hash":"e5e642fcc8b1a74512b43e56affe64401e20c7a3699c42771e055a4e865adf3d"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"TakenTitles"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"folderId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"titles"}},"type":{"kind":"NonNullType","type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"folderId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Folder"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"documents"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"titles"},"value":{"kind":"Variable","name":{"kind":"Name","value":"titles"}}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}}]}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<TakenTitlesQuery, TakenTitlesQueryVariables>;
export const AccessChangedDocument = {"__meta__":{"hash":"2cee7e030cdb6788dfe534e6b214639dac4fa8da6624366511c04560ebae4d68"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"AccessChanged"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"accessChanged"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"at"}}]}}]}}]} as unknown as DocumentNode<AccessChangedSubscription, AccessChangedSubscriptionVariables>;
export const ViewerDocument = {"__meta__":{"hash":"16491807741f48ee092ca4fb3d768c7de463a4a54137a3fa8f3e757c632c7405"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Viewer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"viewer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"role"}},{"kind":"Field","name":{"kind":"Name","value":"byLink"}}]}},{"kind":"Field","name":{"kind":"Name","value":"canCreateCustomer"}},{"kind":"Field","name":{"kind":"Name","value":"canManagePeople"}},{"kind":"Field","name":{"kind":"Name","value":"canReadAudit"}}]}}]}}]} as unknown as DocumentNode<ViewerQuery, ViewerQueryVariables>;
export const PeopleToPickDocument = {"__meta__":{"hash":"1800916f228a4c043adfa1b955c910a3a9f7f17705e5b593433b5c7e08f102a3"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"PeopleToPick"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"UserFilter"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"users"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"20"}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}}]}}]}}]}}]}}]} as unknown as DocumentNode<PeopleToPickQuery, PeopleToPickQueryVariables>;