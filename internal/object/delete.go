package object

import "context"

// Delete removes an object. An object that is not there is no error unless c
// demands a certain one.
func (s *Service) Delete(ctx context.Context, account, bucket, key string, c Conditions) error {
	return s.delete(ctx, account, bucket, []string{key}, c.Write)
}

// DeleteAll removes objects in one step, as S3's DeleteObjects does. Objects that
// are not there are no error.
func (s *Service) DeleteAll(ctx context.Context, account, bucket string, keys []string) error {
	return s.delete(ctx, account, bucket, keys, Conditions{}.Write)
}

func (s *Service) delete(ctx context.Context, account, bucket string, keys []string, check func(*Entry) error) error {
	b, err := s.Bucket(ctx, account, bucket)
	if err != nil {
		return err
	}
	blobs, err := s.index.DeleteObjects(ctx, b.ID, keys, check)
	if err != nil {
		return err
	}
	s.blobs.removeAll(blobs)
	return nil
}
