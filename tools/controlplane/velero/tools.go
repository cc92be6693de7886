//go:build tools

// Package tools pins the version of Velero that the lab runs.
package tools

import _ "github.com/vmware-tanzu/velero/cmd/velero"
