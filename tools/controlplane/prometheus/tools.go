//go:build tools

// Package tools pins the version of Prometheus and promtool that the lab runs.
package tools

import (
	_ "github.com/prometheus/prometheus/cmd/prometheus"
	_ "github.com/prometheus/prometheus/cmd/promtool"
)
