// Written from the contract by build/aws-types.mjs; do not edit. Times of SageMaker are
// seconds since 1970 (UTC), those of the runtime RFC 3339.

export namespace SageMaker {
  export interface AddTagsInput {
    ResourceArn: string;
    Tags: Tag[];
  }

  export interface AddTagsOutput {
    Tags?: Tag[];
  }

  export interface CognitoConfig {
    UserPool: string;
    ClientId: string;
  }

  export interface CognitoMemberDefinition {
    UserPool: string;
    UserGroup: string;
    ClientId: string;
  }

  export interface CreateFlowDefinitionRequest {
    FlowDefinitionName: string;
    HumanLoopRequestSource?: HumanLoopRequestSource;
    HumanLoopActivationConfig?: HumanLoopActivationConfig;
    HumanLoopConfig?: HumanLoopConfig;
    OutputConfig: FlowDefinitionOutputConfig;
    RoleArn: string;
    Tags?: Tag[];
  }

  export interface CreateFlowDefinitionResponse {
    FlowDefinitionArn: string;
  }

  export interface CreateHumanTaskUiRequest {
    HumanTaskUiName: string;
    UiTemplate: UiTemplate;
    Tags?: Tag[];
  }

  export interface CreateHumanTaskUiResponse {
    HumanTaskUiArn: string;
  }

  export interface CreateWorkforceRequest {
    CognitoConfig?: CognitoConfig;
    OidcConfig?: OidcConfig;
    SourceIpConfig?: SourceIpConfig;
    WorkforceName: string;
    Tags?: Tag[];
    WorkforceVpcConfig?: WorkforceVpcConfigRequest;
    IpAddressType?: 'ipv4' | 'dualstack';
  }

  export interface CreateWorkforceResponse {
    WorkforceArn: string;
  }

  export interface CreateWorkteamRequest {
    WorkteamName: string;
    WorkforceName?: string;
    MemberDefinitions: MemberDefinition[];
    Description: string;
    NotificationConfiguration?: NotificationConfiguration;
    WorkerAccessConfiguration?: WorkerAccessConfiguration;
    Tags?: Tag[];
  }

  export interface CreateWorkteamResponse {
    WorkteamArn?: string;
  }

  export interface DeleteFlowDefinitionRequest {
    FlowDefinitionName: string;
  }

  export type DeleteFlowDefinitionResponse = Record<string, never>;

  export interface DeleteHumanTaskUiRequest {
    HumanTaskUiName: string;
  }

  export type DeleteHumanTaskUiResponse = Record<string, never>;

  export interface DeleteTagsInput {
    ResourceArn: string;
    TagKeys: string[];
  }

  export type DeleteTagsOutput = Record<string, never>;

  export interface DeleteWorkforceRequest {
    WorkforceName: string;
  }

  export type DeleteWorkforceResponse = Record<string, never>;

  export interface DeleteWorkteamRequest {
    WorkteamName: string;
  }

  export interface DeleteWorkteamResponse {
    Success: boolean;
  }

  export interface DescribeFlowDefinitionRequest {
    FlowDefinitionName: string;
  }

  export interface DescribeFlowDefinitionResponse {
    FlowDefinitionArn: string;
    FlowDefinitionName: string;
    FlowDefinitionStatus: 'Initializing' | 'Active' | 'Failed' | 'Deleting';
    CreationTime: number;
    HumanLoopRequestSource?: HumanLoopRequestSource;
    HumanLoopActivationConfig?: HumanLoopActivationConfig;
    HumanLoopConfig?: HumanLoopConfig;
    OutputConfig: FlowDefinitionOutputConfig;
    RoleArn: string;
    FailureReason?: string;
  }

  export interface DescribeHumanTaskUiRequest {
    HumanTaskUiName: string;
  }

  export interface DescribeHumanTaskUiResponse {
    HumanTaskUiArn: string;
    HumanTaskUiName: string;
    HumanTaskUiStatus?: 'Active' | 'Deleting';
    CreationTime: number;
    UiTemplate: UiTemplateInfo;
  }

  export interface DescribeSubscribedWorkteamRequest {
    WorkteamArn: string;
  }

  export interface DescribeSubscribedWorkteamResponse {
    SubscribedWorkteam: SubscribedWorkteam;
  }

  export interface DescribeWorkforceRequest {
    WorkforceName: string;
  }

  export interface DescribeWorkforceResponse {
    Workforce: Workforce;
  }

  export interface DescribeWorkteamRequest {
    WorkteamName: string;
  }

  export interface DescribeWorkteamResponse {
    Workteam: Workteam;
  }

  export interface FlowDefinitionOutputConfig {
    S3OutputPath: string;
    KmsKeyId?: string;
  }

  export interface FlowDefinitionSummary {
    FlowDefinitionName: string;
    FlowDefinitionArn: string;
    FlowDefinitionStatus: 'Initializing' | 'Active' | 'Failed' | 'Deleting';
    CreationTime: number;
    FailureReason?: string;
  }

  export interface HumanLoopActivationConditionsConfig {
    HumanLoopActivationConditions: string;
  }

  export interface HumanLoopActivationConfig {
    HumanLoopActivationConditionsConfig: HumanLoopActivationConditionsConfig;
  }

  export interface HumanLoopConfig {
    WorkteamArn: string;
    HumanTaskUiArn: string;
    TaskTitle: string;
    TaskDescription: string;
    TaskCount: number;
    TaskAvailabilityLifetimeInSeconds?: number;
    TaskTimeLimitInSeconds?: number;
    TaskKeywords?: string[];
    PublicWorkforceTaskPrice?: PublicWorkforceTaskPrice;
  }

  export interface HumanLoopRequestSource {
    AwsManagedHumanLoopRequestSource: 'AWS/Rekognition/DetectModerationLabels/Image/V3' | 'AWS/Textract/AnalyzeDocument/Forms/V1';
  }

  export interface HumanTaskUiSummary {
    HumanTaskUiName: string;
    HumanTaskUiArn: string;
    CreationTime: number;
  }

  export interface IamPolicyConstraints {
    SourceIp?: 'Enabled' | 'Disabled';
    VpcSourceIp?: 'Enabled' | 'Disabled';
  }

  export interface LabelCountersForWorkteam {
    HumanLabeled?: number;
    PendingHuman?: number;
    Total?: number;
  }

  export interface LabelingJobForWorkteamSummary {
    LabelingJobName?: string;
    JobReferenceCode: string;
    WorkRequesterAccountId: string;
    CreationTime: number;
    LabelCounters?: LabelCountersForWorkteam;
    NumberOfHumanWorkersPerDataObject?: number;
  }

  export interface ListFlowDefinitionsRequest {
    CreationTimeAfter?: number;
    CreationTimeBefore?: number;
    SortOrder?: 'Ascending' | 'Descending';
    NextToken?: string;
    MaxResults?: number;
  }

  export interface ListFlowDefinitionsResponse {
    FlowDefinitionSummaries: FlowDefinitionSummary[];
    NextToken?: string;
  }

  export interface ListHumanTaskUisRequest {
    CreationTimeAfter?: number;
    CreationTimeBefore?: number;
    SortOrder?: 'Ascending' | 'Descending';
    NextToken?: string;
    MaxResults?: number;
  }

  export interface ListHumanTaskUisResponse {
    HumanTaskUiSummaries: HumanTaskUiSummary[];
    NextToken?: string;
  }

  export interface ListLabelingJobsForWorkteamRequest {
    WorkteamArn: string;
    MaxResults?: number;
    NextToken?: string;
    CreationTimeAfter?: number;
    CreationTimeBefore?: number;
    JobReferenceCodeContains?: string;
    SortBy?: 'CreationTime';
    SortOrder?: 'Ascending' | 'Descending';
  }

  export interface ListLabelingJobsForWorkteamResponse {
    LabelingJobSummaryList: LabelingJobForWorkteamSummary[];
    NextToken?: string;
  }

  export interface ListSubscribedWorkteamsRequest {
    NameContains?: string;
    NextToken?: string;
    MaxResults?: number;
  }

  export interface ListSubscribedWorkteamsResponse {
    SubscribedWorkteams: SubscribedWorkteam[];
    NextToken?: string;
  }

  export interface ListTagsInput {
    ResourceArn: string;
    NextToken?: string;
    MaxResults?: number;
  }

  export interface ListTagsOutput {
    Tags?: Tag[];
    NextToken?: string;
  }

  export interface ListWorkforcesRequest {
    SortBy?: 'Name' | 'CreateDate';
    SortOrder?: 'Ascending' | 'Descending';
    NameContains?: string;
    NextToken?: string;
    MaxResults?: number;
  }

  export interface ListWorkforcesResponse {
    Workforces: Workforce[];
    NextToken?: string;
  }

  export interface ListWorkteamsRequest {
    SortBy?: 'Name' | 'CreateDate';
    SortOrder?: 'Ascending' | 'Descending';
    NameContains?: string;
    NextToken?: string;
    MaxResults?: number;
  }

  export interface ListWorkteamsResponse {
    Workteams: Workteam[];
    NextToken?: string;
  }

  export interface MemberDefinition {
    CognitoMemberDefinition?: CognitoMemberDefinition;
    OidcMemberDefinition?: OidcMemberDefinition;
  }

  export interface NotificationConfiguration {
    NotificationTopicArn?: string;
  }

  export interface OidcConfig {
    ClientId: string;
    ClientSecret: string;
    Issuer: string;
    AuthorizationEndpoint: string;
    TokenEndpoint: string;
    UserInfoEndpoint: string;
    LogoutEndpoint: string;
    JwksUri: string;
    Scope?: string;
    AuthenticationRequestExtraParams?: Record<string, string>;
  }

  export interface OidcConfigForResponse {
    ClientId?: string;
    Issuer?: string;
    AuthorizationEndpoint?: string;
    TokenEndpoint?: string;
    UserInfoEndpoint?: string;
    LogoutEndpoint?: string;
    JwksUri?: string;
    Scope?: string;
    AuthenticationRequestExtraParams?: Record<string, string>;
  }

  export interface OidcMemberDefinition {
    Groups?: string[];
  }

  export interface PublicWorkforceTaskPrice {
    AmountInUsd?: USD;
  }

  export interface RenderUiTemplateRequest {
    UiTemplate?: UiTemplate;
    Task: RenderableTask;
    RoleArn: string;
    HumanTaskUiArn?: string;
  }

  export interface RenderUiTemplateResponse {
    RenderedContent: string;
    Errors: RenderingError[];
  }

  export interface RenderableTask {
    Input: string;
  }

  export interface RenderingError {
    Code: string;
    Message: string;
  }

  export interface S3Presign {
    IamPolicyConstraints?: IamPolicyConstraints;
  }

  export interface SourceIpConfig {
    Cidrs: string[];
  }

  export interface SubscribedWorkteam {
    WorkteamArn: string;
    MarketplaceTitle?: string;
    SellerName?: string;
    MarketplaceDescription?: string;
    ListingId?: string;
  }

  export interface Tag {
    Key: string;
    Value: string;
  }

  export interface USD {
    Dollars?: number;
    Cents?: number;
    TenthFractionsOfACent?: number;
  }

  export interface UiTemplate {
    Content: string;
  }

  export interface UiTemplateInfo {
    Url?: string;
    ContentSha256?: string;
  }

  export interface UpdateWorkforceRequest {
    WorkforceName: string;
    SourceIpConfig?: SourceIpConfig;
    OidcConfig?: OidcConfig;
    WorkforceVpcConfig?: WorkforceVpcConfigRequest;
    IpAddressType?: 'ipv4' | 'dualstack';
  }

  export interface UpdateWorkforceResponse {
    Workforce: Workforce;
  }

  export interface UpdateWorkteamRequest {
    WorkteamName: string;
    MemberDefinitions?: MemberDefinition[];
    Description?: string;
    NotificationConfiguration?: NotificationConfiguration;
    WorkerAccessConfiguration?: WorkerAccessConfiguration;
  }

  export interface UpdateWorkteamResponse {
    Workteam: Workteam;
  }

  export interface WorkerAccessConfiguration {
    S3Presign?: S3Presign;
  }

  export interface Workforce {
    WorkforceName: string;
    WorkforceArn: string;
    LastUpdatedDate?: number;
    SourceIpConfig?: SourceIpConfig;
    SubDomain?: string;
    CognitoConfig?: CognitoConfig;
    OidcConfig?: OidcConfigForResponse;
    CreateDate?: number;
    WorkforceVpcConfig?: WorkforceVpcConfigResponse;
    Status?: 'Initializing' | 'Updating' | 'Deleting' | 'Failed' | 'Active';
    FailureReason?: string;
    IpAddressType?: 'ipv4' | 'dualstack';
  }

  export interface WorkforceVpcConfigRequest {
    VpcId?: string;
    SecurityGroupIds?: string[];
    Subnets?: string[];
  }

  export interface WorkforceVpcConfigResponse {
    VpcId: string;
    SecurityGroupIds: string[];
    Subnets: string[];
    VpcEndpointId?: string;
  }

  export interface Workteam {
    WorkteamName: string;
    MemberDefinitions: MemberDefinition[];
    WorkteamArn: string;
    WorkforceArn?: string;
    ProductListingIds?: string[];
    Description: string;
    SubDomain?: string;
    CreateDate?: number;
    LastUpdatedDate?: number;
    NotificationConfiguration?: NotificationConfiguration;
    WorkerAccessConfiguration?: WorkerAccessConfiguration;
  }

  export interface Operations {
    AddTags: { input: AddTagsInput; output: AddTagsOutput };
    CreateFlowDefinition: { input: CreateFlowDefinitionRequest; output: CreateFlowDefinitionResponse };
    CreateHumanTaskUi: { input: CreateHumanTaskUiRequest; output: CreateHumanTaskUiResponse };
    CreateWorkforce: { input: CreateWorkforceRequest; output: CreateWorkforceResponse };
    CreateWorkteam: { input: CreateWorkteamRequest; output: CreateWorkteamResponse };
    DeleteFlowDefinition: { input: DeleteFlowDefinitionRequest; output: DeleteFlowDefinitionResponse };
    DeleteHumanTaskUi: { input: DeleteHumanTaskUiRequest; output: DeleteHumanTaskUiResponse };
    DeleteTags: { input: DeleteTagsInput; output: DeleteTagsOutput };
    DeleteWorkforce: { input: DeleteWorkforceRequest; output: DeleteWorkforceResponse };
    DeleteWorkteam: { input: DeleteWorkteamRequest; output: DeleteWorkteamResponse };
    DescribeFlowDefinition: { input: DescribeFlowDefinitionRequest; output: DescribeFlowDefinitionResponse };
    DescribeHumanTaskUi: { input: DescribeHumanTaskUiRequest; output: DescribeHumanTaskUiResponse };
    DescribeSubscribedWorkteam: { input: DescribeSubscribedWorkteamRequest; output: DescribeSubscribedWorkteamResponse };
    DescribeWorkforce: { input: DescribeWorkforceRequest; output: DescribeWorkforceResponse };
    DescribeWorkteam: { input: DescribeWorkteamRequest; output: DescribeWorkteamResponse };
    ListFlowDefinitions: { input: ListFlowDefinitionsRequest; output: ListFlowDefinitionsResponse };
    ListHumanTaskUis: { input: ListHumanTaskUisRequest; output: ListHumanTaskUisResponse };
    ListLabelingJobsForWorkteam: { input: ListLabelingJobsForWorkteamRequest; output: ListLabelingJobsForWorkteamResponse };
    ListSubscribedWorkteams: { input: ListSubscribedWorkteamsRequest; output: ListSubscribedWorkteamsResponse };
    ListTags: { input: ListTagsInput; output: ListTagsOutput };
    ListWorkforces: { input: ListWorkforcesRequest; output: ListWorkforcesResponse };
    ListWorkteams: { input: ListWorkteamsRequest; output: ListWorkteamsResponse };
    RenderUiTemplate: { input: RenderUiTemplateRequest; output: RenderUiTemplateResponse };
    UpdateWorkforce: { input: UpdateWorkforceRequest; output: UpdateWorkforceResponse };
    UpdateWorkteam: { input: UpdateWorkteamRequest; output: UpdateWorkteamResponse };
  }
}

export namespace Runtime {
  export interface DeleteHumanLoopRequest {
    HumanLoopName: string;
  }

  export type DeleteHumanLoopResponse = Record<string, never>;

  export interface DescribeHumanLoopRequest {
    HumanLoopName: string;
  }

  export interface DescribeHumanLoopResponse {
    CreationTime: string;
    FailureReason?: string;
    FailureCode?: string;
    HumanLoopStatus: 'InProgress' | 'Failed' | 'Completed' | 'Stopped' | 'Stopping';
    HumanLoopName: string;
    HumanLoopArn: string;
    FlowDefinitionArn: string;
    HumanLoopOutput?: HumanLoopOutput;
  }

  export interface HumanLoopDataAttributes {
    ContentClassifiers: ('FreeOfPersonallyIdentifiableInformation' | 'FreeOfAdultContent')[];
  }

  export interface HumanLoopInput {
    InputContent: string;
  }

  export interface HumanLoopOutput {
    OutputS3Uri: string;
  }

  export interface HumanLoopSummary {
    HumanLoopName?: string;
    HumanLoopStatus?: 'InProgress' | 'Failed' | 'Completed' | 'Stopped' | 'Stopping';
    CreationTime?: string;
    FailureReason?: string;
    FlowDefinitionArn?: string;
  }

  export interface ListHumanLoopsRequest {
    CreationTimeAfter?: string;
    CreationTimeBefore?: string;
    FlowDefinitionArn: string;
    SortOrder?: 'Ascending' | 'Descending';
    NextToken?: string;
    MaxResults?: number;
  }

  export interface ListHumanLoopsResponse {
    HumanLoopSummaries: HumanLoopSummary[];
    NextToken?: string;
  }

  export interface StartHumanLoopRequest {
    HumanLoopName: string;
    FlowDefinitionArn: string;
    HumanLoopInput: HumanLoopInput;
    DataAttributes?: HumanLoopDataAttributes;
  }

  export interface StartHumanLoopResponse {
    HumanLoopArn?: string;
  }

  export interface StopHumanLoopRequest {
    HumanLoopName: string;
  }

  export type StopHumanLoopResponse = Record<string, never>;

  export interface Operations {
    DeleteHumanLoop: { input: DeleteHumanLoopRequest; output: DeleteHumanLoopResponse };
    DescribeHumanLoop: { input: DescribeHumanLoopRequest; output: DescribeHumanLoopResponse };
    ListHumanLoops: { input: ListHumanLoopsRequest; output: ListHumanLoopsResponse };
    StartHumanLoop: { input: StartHumanLoopRequest; output: StartHumanLoopResponse };
    StopHumanLoop: { input: StopHumanLoopRequest; output: StopHumanLoopResponse };
  }
}
