package s3_test

import (
	"context"
	"net"
	"net/http"
	"time"

	sdk "github.com/aws/aws-sdk-go-v2/aws"
	v4 "github.com/aws/aws-sdk-go-v2/aws/signer/v4"
	client "github.com/aws/aws-sdk-go-v2/service/s3"
)

// netDialer leads every host name to one address.
type netDialer struct{ address string }

func (d *netDialer) dial(ctx context.Context, network, _ string) (net.Conn, error) {
	return (&net.Dialer{}).DialContext(ctx, network, d.address)
}

// signedAt presigns as a client does whose clock shows another time.
func signedAt(now time.Time) func(*client.PresignOptions) {
	return func(o *client.PresignOptions) { o.Presigner = &otherClock{v4.NewSigner(), now} }
}

type otherClock struct {
	signer *v4.Signer
	now    time.Time
}

func (c *otherClock) PresignHTTP(
	ctx context.Context, credentials sdk.Credentials, r *http.Request, hash, service, region string, _ time.Time,
	options ...func(*v4.SignerOptions),
) (url string, signed http.Header, err error) {
	return c.signer.PresignHTTP(ctx, credentials, r, hash, service, region, c.now, options...)
}
