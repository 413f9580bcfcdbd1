import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { GetObjectCommand, NoSuchKey } from '@aws-sdk/client-s3';
import {
  CreateFlowDefinitionCommand,
  CreateHumanTaskUiCommand,
  DeleteFlowDefinitionCommand,
  DescribeFlowDefinitionCommand,
  DescribeHumanTaskUiCommand,
  DescribeWorkforceCommand,
  ListFlowDefinitionsCommand,
  ResourceInUse,
  ResourceNotFound,
  SageMakerClient,
  SageMakerServiceException,
} from '@aws-sdk/client-sagemaker';
import {
  ConflictException,
  DeleteHumanLoopCommand,
  DescribeHumanLoopCommand,
  ListHumanLoopsCommand,
  ResourceNotFoundException,
  SageMakerA2IRuntimeClient,
  StartHumanLoopCommand,
  StopHumanLoopCommand,
  ValidationException,
} from '@aws-sdk/client-sagemaker-a2i-runtime';
import { arn, createFlow, createUI, flowInput, runtime, s3, sagemaker, startLoop } from './clients.js';

const name = 'js-errors';
const foreign = { accessKeyId: 'AKIANOBODY0000000000', secretAccessKey: 'nothing' };
const forged = { accessKeyId: process.env.AWS_ACCESS_KEY_ID, secretAccessKey: 'nothing' };
let flowArn;

before(async () => {
  flowArn = await createFlow(name, '<crowd-form></crowd-form>');
  await startLoop(flowArn, 'js-open', { n: 1 });
});

const start = (change) => {
  const right = {
    HumanLoopName: 'js-new',
    FlowDefinitionArn: flowArn,
    HumanLoopInput: { InputContent: '{"n":1}' },
  };
  return runtime.send(new StartHumanLoopCommand({ ...right, ...change }));
};

/** rejects checks the class, the status and the text of an error; its code is its name. */
async function rejects(promise, type, status, message) {
  await assert.rejects(promise, (error) => {
    assert.ok(error instanceof type, `${error.name} is not a ${type.name}: ${error.message}`);
    assert.equal(error.$metadata.httpStatusCode, status);
    assert.match(error.$metadata.requestId, /^[0-9a-f-]{36}$/);
    assert.match(error.message, message);
    return true;
  });
}

/** rejectsAs is rejects for errors without a class of their own. */
async function rejectsAs(promise, code, status, message) {
  await assert.rejects(promise, (error) => {
    assert.equal(error.name, code, error.message);
    assert.equal(error.$metadata.httpStatusCode, status);
    assert.match(error.message, message);
    return true;
  });
}

test('SageMaker errors have their classes', async () => {
  const missing = /does not exist/;
  const send = (Command, input) => sagemaker.send(new Command(input));
  await rejects(
    send(DescribeFlowDefinitionCommand, { FlowDefinitionName: 'js-never' }),
    ResourceNotFound,
    400,
    missing,
  );
  await rejects(
    send(DeleteFlowDefinitionCommand, { FlowDefinitionName: 'js-never' }),
    ResourceNotFound,
    400,
    missing,
  );
  await rejects(
    send(DescribeHumanTaskUiCommand, { HumanTaskUiName: 'js-never' }),
    ResourceNotFound,
    400,
    missing,
  );
  await rejects(createUI(name, 'again'), ResourceInUse, 400, /js-errors/);
  const again = flowInput(name, arn('human-task-ui', name), name);
  await rejects(send(CreateFlowDefinitionCommand, again), ResourceInUse, 400, /js-errors/);
});

test('SageMaker errors without a class are named', async () => {
  const noTeam = flowInput('js-new', arn('human-task-ui', name), name);
  noTeam.HumanLoopConfig.WorkteamArn = arn('workteam', 'private-crowd/nobody');
  const create = sagemaker.send(new CreateFlowDefinitionCommand(noTeam));
  await rejectsAs(
    create,
    'ValidationException',
    400,
    /^The specified Workteam '.*' does not exist or you do not have access to it\.$/,
  );
  const described = sagemaker.send(new DescribeWorkforceCommand({ WorkforceName: 'js-never' }));
  await rejectsAs(described, 'ValidationException', 400, /No workforce/);
  const long = sagemaker.send(
    new CreateHumanTaskUiCommand({ HumanTaskUiName: 'a b', UiTemplate: { Content: 'x'.repeat(128_001) } }),
  );
  await rejectsAs(
    long,
    'ValidationException',
    400,
    /^2 validation errors detected: Value 'a b' at 'humanTaskUiName' /,
  );
  await rejects(
    sagemaker.send(new ListFlowDefinitionsCommand({ NextToken: 'made up' })),
    SageMakerServiceException,
    400,
    /NextToken/,
  );
});

test('runtime errors have their classes', async () => {
  const never = { HumanLoopName: 'js-never' };
  await rejects(
    runtime.send(new DescribeHumanLoopCommand(never)),
    ResourceNotFoundException,
    404,
    /js-never/,
  );
  await rejects(runtime.send(new StopHumanLoopCommand(never)), ResourceNotFoundException, 404, /js-never/);
  await rejects(runtime.send(new DeleteHumanLoopCommand(never)), ResourceNotFoundException, 404, /js-never/);
  const list = runtime.send(
    new ListHumanLoopsCommand({ FlowDefinitionArn: arn('flow-definition', 'js-never') }),
  );
  await rejects(list, ResourceNotFoundException, 404, /js-never/);
  await rejects(
    start({ FlowDefinitionArn: arn('flow-definition', 'js-never') }),
    ValidationException,
    400,
    /does not exist/,
  );
  await rejects(
    start({ HumanLoopName: 'my loop' }),
    ValidationException,
    400,
    /Value 'my loop' at 'humanLoopName'/,
  );
  await rejects(start({ HumanLoopInput: { InputContent: 'total: 1' } }), ValidationException, 400, /JSON/);
  const other = start({ HumanLoopName: 'js-open', HumanLoopInput: { InputContent: '{"n":2}' } });
  await rejects(other, ConflictException, 409, /different input/);
  assert.equal((await start({ HumanLoopName: 'js-open' })).HumanLoopArn, arn('human-loop', 'js-open'));
  const open = runtime.send(new DeleteHumanLoopCommand({ HumanLoopName: 'js-open' }));
  await rejects(open, ValidationException, 400, /InProgress/);
});

test('who cannot sign is told so in each protocol', async () => {
  const list = (credentials) => new SageMakerClient({ credentials }).send(new ListFlowDefinitionsCommand({}));
  await rejectsAs(list(foreign), 'UnrecognizedClientException', 400, /security token/);
  await rejectsAs(list(forged), 'InvalidSignatureException', 400, /signature/);
  const describe = (credentials) =>
    new SageMakerA2IRuntimeClient({ credentials }).send(
      new DescribeHumanLoopCommand({ HumanLoopName: 'js-open' }),
    );
  await rejectsAs(describe(foreign), 'UnrecognizedClientException', 403, /security token/);
  await rejectsAs(describe(forged), 'InvalidSignatureException', 403, /signature/);
  const temporary = { accessKeyId: 'x', secretAccessKey: 'y', sessionToken: 'z' };
  await rejectsAs(describe(temporary), 'UnrecognizedClientException', 403, /security token/);
});

test('what is not in a bucket is NoSuchKey', async () => {
  const get = s3.send(new GetObjectCommand({ Bucket: name, Key: 'never' }));
  await assert.rejects(get, (error) => error instanceof NoSuchKey && error.$metadata.httpStatusCode === 404);
});
