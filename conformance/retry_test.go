package conformance

import (
	"context"
	"sync/atomic"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/retry"
	"github.com/aws/aws-sdk-go-v2/service/sagemaker"

	requestv1 "github.com/aws/aws-sdk-go/aws/request"
	a2i "github.com/aws/aws-sdk-go/service/augmentedairuntime"

	"foureyes/internal/config"
)

// calls at once are more than the server of these tests allows in a second.
const calls = 12

func slow(c *config.Serve) { c.MaxRequestsPerSecond = 4 }

func TestRetriesOfTheSDKsOutlastThrottling(t *testing.T) {
	c := startWith(t, slow).in(t, home)
	t.Run("version 2", func(t *testing.T) {
		throttles(t, func() bool {
			var attempts atomic.Int64
			together(calls, func(int) {
				out, err := c.sagemaker.ListFlowDefinitions(t.Context(), &sagemaker.ListFlowDefinitionsInput{}, func(o *sagemaker.Options) {
					o.Retryer = retry.NewStandard(func(r *retry.StandardOptions) { r.MaxAttempts = 12; r.RateLimiter = unlimited{} })
				})
				if err != nil {
					t.Error(err)
					return
				}
				if results, ok := retry.GetAttemptResults(out.ResultMetadata); ok {
					attempts.Add(int64(len(results.Results)))
				}
			})
			return attempts.Load() > calls
		})
	})
	t.Run("version 1", func(t *testing.T) {
		throttles(t, func() bool {
			var retried atomic.Int64
			together(calls, func(int) {
				name := "nobody"
				call, _ := c.runtime.DescribeHumanLoopRequest(&a2i.DescribeHumanLoopInput{HumanLoopName: &name})
				call.Retryer = patient{call.Retryer}
				if err := call.Send(); code(err) != "ResourceNotFoundException" {
					t.Error(err)
				}
				retried.Add(int64(call.RetryCount))
			})
			return retried.Load() > 0
		})
	})
}

// throttles makes calls until some of them were throttled: on a machine with much else to do
// they may come too slowly at first.
func throttles(t *testing.T, round func() bool) {
	t.Helper()
	for range 100 {
		if round() || t.Failed() {
			return
		}
	}
	t.Error("nothing was throttled")
}

// unlimited keeps the SDK from refusing retries by itself.
type unlimited struct{}

func (unlimited) GetToken(context.Context, uint) (func() error, error) {
	return func() error { return nil }, nil
}
func (unlimited) AddTokens(uint) error { return nil }

// patient is the SDK's retryer with more attempts.
type patient struct{ requestv1.Retryer }

func (patient) MaxRetries() int { return 12 }

func TestThrottlingHasItsNameWithoutRetries(t *testing.T) {
	c := startWith(t, slow).in(t, home)
	throttles(t, func() bool {
		var v2, v1 atomic.Int64
		together(calls, func(int) {
			_, err := c.sagemaker.ListFlowDefinitions(t.Context(), &sagemaker.ListFlowDefinitionsInput{}, func(o *sagemaker.Options) { o.Retryer = aws.NopRetryer{} })
			if code(err) == "ThrottlingException" {
				v2.Add(1)
			}
			name := "nobody"
			call, _ := c.runtime.DescribeHumanLoopRequest(&a2i.DescribeHumanLoopInput{HumanLoopName: &name})
			call.Config.MaxRetries = new(0)
			call.Retryer = impatient{call.Retryer}
			if err := call.Send(); code(err) == "ThrottlingException" && call.HTTPResponse.StatusCode == 429 {
				v1.Add(1)
			}
		})
		return v2.Load() > 0 && v1.Load() > 0
	})
}

// impatient is the SDK's retryer without retries.
type impatient struct{ requestv1.Retryer }

func (impatient) MaxRetries() int { return 0 }
