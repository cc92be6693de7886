/** The one entry that apps and policies import, as `#plumb`. */

export { alertRule } from './constructs/alerts/alert-rule.ts';
export { Alerts } from './constructs/alerts/alerts.ts';
export { AppChart, type AppContext, type AppDefinition, defineApp } from './constructs/app.ts';
export { Backup } from './constructs/backup/backup.ts';
export { backupLocations } from './constructs/backup/locations.ts';
export { BatchJob, type BatchJobProps } from './constructs/batch-job.ts';
export * as conventions from './constructs/conventions.ts';
export { readFileBeside } from './constructs/file-beside.ts';
export { ClusterAccess } from './constructs/gitops/cluster-access.ts';
export { clusterName } from './constructs/gitops/clusters.ts';
export { GitOps } from './constructs/gitops/gitops.ts';
export { GpuInference, type GpuInferenceProps } from './constructs/gpu-inference.ts';
export { HttpService, type HttpServiceProps } from './constructs/http-service.ts';
export { ignoreDifference } from './constructs/ignore-difference.ts';
export type * as kinds from './constructs/kinds.ts';
export { ClusterManifest, Manifest } from './constructs/manifest.ts';
export { appPods, monitoring, toApp, toHttps, toPrivateNetwork } from './constructs/peers.ts';
export { PlatformNamespace } from './constructs/platform-namespace.ts';
export { predictor } from './constructs/predictor.ts';
export { PRIORITY_CLASSES } from './constructs/priority-classes.ts';
export { QueueWorker, type QueueWorkerProps } from './constructs/queue-worker.ts';
export { Scaler } from './constructs/scaler/scaler.ts';
export { sqsQueue } from './constructs/sqs-queue.ts';
export { StatefulService, type StatefulServiceProps } from './constructs/stateful-service.ts';
export { VerticalScaler } from './constructs/vertical-scaler.ts';
export { defineRule } from './policy/fleet-rules/rule.ts';
