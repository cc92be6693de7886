//go:build tools

// Package tools pins the version of Argo CD that the lab runs.
package tools

import _ "github.com/argoproj/argo-cd/v3/cmd"
