//go:build tools

// Package tools pins the version of Velero's plugin for AWS that the lab runs.
package tools

import _ "github.com/vmware-tanzu/velero-plugin-for-aws/velero-plugin-for-aws"
