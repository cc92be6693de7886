// Reads pods from standard input, one JSON object a line, and writes what the Pod Security Standard "restricted" of the
// pinned version says of each, as Kubernetes' own admission plugin evaluates it: the checks that forbid it, one line each.
package main

import (
	"bufio"
	"encoding/json"
	"os"
	"strings"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/pod-security-admission/api"
	"k8s.io/pod-security-admission/policy"
)

func main() {
	evaluator, err := policy.NewEvaluator(policy.DefaultChecks())
	if err != nil {
		panic(err)
	}
	level := api.LevelVersion{Level: api.LevelRestricted, Version: api.MajorMinorVersion(1, 34)}
	input := bufio.NewScanner(os.Stdin)
	input.Buffer(nil, 1<<20)
	output := json.NewEncoder(os.Stdout)
	for input.Scan() {
		var pod corev1.Pod
		if err := json.Unmarshal(input.Bytes(), &pod); err != nil {
			panic(err)
		}
		// As the API server defaults it before the plugin sees it.
		for index, volume := range pod.Spec.Volumes {
			if volume.VolumeSource == (corev1.VolumeSource{}) {
				pod.Spec.Volumes[index].EmptyDir = &corev1.EmptyDirVolumeSource{}
			}
		}
		forbidden := []string{}
		for _, result := range evaluator.EvaluatePod(level, &pod.ObjectMeta, &pod.Spec) {
			if !result.Allowed {
				forbidden = append(forbidden, strings.TrimSpace(result.ForbiddenReason))
			}
		}
		if err := output.Encode(forbidden); err != nil {
			panic(err)
		}
	}
	if err := input.Err(); err != nil {
		panic(err)
	}
}
