package server

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strings"

	"github.com/alecthomas/kong"
	"go.yaml.in/yaml/v3"
)

const envPrefix = "STRONGROOM_"

// envName is the environment variable of a flag: --base-url is STRONGROOM_BASE_URL.
func envName(flag string) string {
	return envPrefix + strings.ToUpper(strings.ReplaceAll(flag, "-", "_"))
}

// envNames gives every flag its environment variable.
func envNames(k *kong.Kong) error {
	return kong.Visit(k.Model, func(node kong.Visitable, next kong.Next) error {
		if flag, ok := node.(*kong.Flag); ok && flag.Name != "help" {
			flag.Envs = []string{envName(flag.Name)}
			flag.Tag.Envs = flag.Envs
		}
		return next(nil)
	})
}

// environment resolves a secret that is in the environment itself: what
// --database-url-file names may be in STRONGROOM_DATABASE_URL instead.
type environment struct{}

// Validate implements [kong.Resolver].
func (environment) Validate(*kong.Application) error { return nil }

// Resolve implements [kong.Resolver].
func (environment) Resolve(_ *kong.Context, _ *kong.Path, flag *kong.Flag) (any, error) {
	if !isSecret(flag.Value) {
		return nil, nil
	}
	if value := os.Getenv(secretEnvName(flag.Name)); value != "" {
		return NewSecret(value), nil
	}
	return nil, nil
}

func isSecret(value *kong.Value) bool {
	_, ok := value.Target.Interface().(Secret)
	return ok
}

func secretEnvName(flag string) string { return envName(strings.TrimSuffix(flag, "-file")) }

// configFile resolves flags from a YAML (hence also JSON) file. Its keys are
// the flags' names; "s3: {bucket: x}" is the same as "s3-bucket: x", and "s3: {buckets:
// {secret: y}}" as "s3-buckets: secret=y".
type configFile map[string]any

func loadConfigFile(r io.Reader) (kong.Resolver, error) {
	var tree map[string]any
	if err := yaml.NewDecoder(r).Decode(&tree); err != nil && !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("configuration file: %w", err)
	}
	file := configFile{}
	file.flatten("", tree)
	return file, nil
}

func (f configFile) flatten(prefix string, tree map[string]any) {
	for key, value := range tree {
		if branch, ok := value.(map[string]any); ok {
			f.flatten(prefix+key+"-", branch)
		} else {
			f[prefix+key] = value
		}
	}
}

// Validate implements [kong.Resolver]: a key that is no flag is a mistake.
func (f configFile) Validate(app *kong.Application) error {
	unknown := maps.Clone(f)
	err := kong.Visit(app, func(node kong.Visitable, next kong.Next) error {
		if flag, ok := node.(*kong.Flag); ok {
			delete(unknown, flag.Name)
			for key := range f.pairs(flag) {
				delete(unknown, key)
			}
		}
		return next(nil)
	})
	if err == nil && len(unknown) > 0 {
		err = fmt.Errorf("configuration file: no such option: %s", strings.Join(slices.Sorted(maps.Keys(unknown)), ", "))
	}
	return err
}

// Resolve implements [kong.Resolver]. The environment goes before the file.
func (f configFile) Resolve(_ *kong.Context, _ *kong.Path, flag *kong.Flag) (any, error) {
	for _, env := range flag.Envs {
		if _, ok := os.LookupEnv(env); ok {
			return nil, nil
		}
	}
	if isSecret(flag.Value) && os.Getenv(secretEnvName(flag.Name)) != "" {
		return nil, nil
	}
	var pairs []string
	for key, pair := range f.pairs(flag) {
		if _, twice := f[flag.Name]; twice {
			return nil, fmt.Errorf("configuration file: %s and %s exclude each other", flag.Name, key)
		}
		pairs = append(pairs, pair)
	}
	if len(pairs) > 0 {
		return strings.Join(pairs, ","), nil
	}
	return f[flag.Name], nil
}

// pairs are what the branch of a flag that is a list of pairs comes to, by the keys.
func (f configFile) pairs(flag *kong.Flag) map[string]string {
	pairs := map[string]string{}
	if _, ok := flag.Target.Interface().(Buckets); ok {
		for key, value := range f {
			if label, ok := strings.CutPrefix(key, flag.Name+"-"); ok {
				pairs[key] = fmt.Sprintf("%s=%v", label, value)
			}
		}
	}
	return pairs
}
