package graph

import (
	"context"

	"strongroom/ent/typeid"
	"strongroom/ent/viewer"
	api "strongroom/graph/gen"
	"strongroom/policies"
	"strongroom/server/vault"
)

// onCustomer, onFolder, onDocument and onUser say which act of the policies is meant by what the
// page asks about.
var (
	onDocument = map[api.DocumentAction]policies.Action{
		api.DocumentActionDownload: policies.DocumentDownload,
		api.DocumentActionEdit:     policies.DocumentEdit,
		api.DocumentActionClassify: policies.DocumentClassify,
		api.DocumentActionMove:     policies.DocumentMove,
		api.DocumentActionDelete:   policies.DocumentDelete,
		api.DocumentActionShare:    policies.DocumentShare,
		api.DocumentActionRequest:  policies.DocumentRequest,
	}
	onCustomer = map[api.CustomerAction]policies.Action{
		api.CustomerActionUpdate:          policies.CustomerUpdate,
		api.CustomerActionReveal:          policies.CustomerReveal,
		api.CustomerActionCreateFolder:    policies.FolderCreate,
		api.CustomerActionUpload:          policies.DocumentCreate,
		api.CustomerActionShare:           policies.DocumentShare,
		api.CustomerActionAssign:          policies.RoleAssign,
		api.CustomerActionDeleteDocuments: policies.DocumentDelete,
		api.CustomerActionAudit:           policies.CustomerAudit,
	}
	onFolder = map[api.FolderAction]policies.Action{
		api.FolderActionCreateFolder: policies.FolderCreate,
		api.FolderActionUpload:       policies.DocumentCreate,
		api.FolderActionShare:        policies.DocumentShare,
		api.FolderActionDownload:     policies.DocumentDownload,
	}
	onUser = map[api.UserAction]policies.Action{
		api.UserActionSuspend:          policies.UserSuspend,
		api.UserActionReinstate:        policies.UserReinstate,
		api.UserActionDepart:           policies.UserDepart,
		api.UserActionEndSessions:      policies.UserEndSessions,
		api.UserActionAssignGlobalRole: policies.RoleAssignGlobal,
	}
)

// viewer tells who is signed in; nil for nobody.
func (r *resolver) viewer(ctx context.Context) (*api.Viewer, error) {
	who, ok := viewer.FromContext(ctx)
	if !ok {
		return nil, nil
	}
	accounts, err := r.usersByID(ctx, []typeid.ID{who.ID})
	if accounts[who.ID] == nil || err != nil {
		return nil, err
	}
	v := &api.Viewer{User: accounts[who.ID]}
	if who.Session != "" {
		sessions, err := r.sessionsByID(ctx, []typeid.ID{who.Session})
		session := sessions[who.Session]
		if session == nil || err != nil {
			return nil, err
		}
		v.SessionExpiresAt, v.SessionIdleUntil = &session.ExpiresAt, &session.IdleUntil
	}
	for action, can := range map[policies.Action]*bool{
		policies.CustomerCreate: &v.CanCreateCustomer,
		policies.UserDepart:     &v.CanManagePeople,
		policies.AuditRead:      &v.CanReadAudit,
	} {
		if *can, err = r.vault.May(ctx, action); err != nil {
			return nil, err
		}
	}
	return v, nil
}

// accessChange tells who is signed in, at the instant of the event.
func (r *resolver) accessChange(ctx context.Context) (*api.AccessChange, error) {
	who, _ := viewer.FromContext(ctx)
	v, err := r.viewer(ctx)
	return &api.AccessChange{At: who.At, Viewer: v}, err
}

// allowed tells which of some objects the viewer may do something to.
func (r *resolver) allowed(action policies.Action) func(context.Context, []typeid.ID) (map[typeid.ID]bool, error) {
	return func(ctx context.Context, ids []typeid.ID) (map[typeid.ID]bool, error) {
		return r.vault.MayOn(ctx, action, ids...)
	}
}

// rights tells what the viewer may do with some grants.
func (r *resolver) rights(ctx context.Context, ids []typeid.ID) (map[typeid.ID]vault.GrantRights, error) {
	return r.vault.MayOnGrants(ctx, ids...)
}

// requestRights tells what the viewer may do with some access requests.
func (r *resolver) requestRights(ctx context.Context, ids []typeid.ID) (map[typeid.ID]vault.RequestRights, error) {
	return r.vault.MayOnRequests(ctx, ids...)
}

// unassignable tells which of some roles the viewer may take away.
func (r *resolver) unassignable(ctx context.Context, ids []typeid.ID) (map[typeid.ID]bool, error) {
	return r.vault.MayUnassign(ctx, ids...)
}
