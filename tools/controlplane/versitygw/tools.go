//go:build tools

// Package tools pins the version of versitygw, an S3 server, that the lab runs.
package tools

import _ "github.com/versity/versitygw/cmd/versitygw"
