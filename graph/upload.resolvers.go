package graph

import (
	"context"

	api "strongroom/graph/gen"
	"strongroom/server/vault"
)

func (r *mutationResolver) CreateUpload(ctx context.Context, input vault.CreateUpload) (*api.CreateUploadPayload, error) {
	upload, err := r.vault.CreateUpload(ctx, input)
	if err != nil {
		return nil, err
	}
	return &api.CreateUploadPayload{
		UploadID:   upload.ID,
		UploadURL:  "/uploads/" + upload.ID.String(),
		DocumentID: upload.DocumentID,
		ExpiresAt:  upload.ExpiresAt,
	}, nil
}
