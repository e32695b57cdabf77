package server

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"runtime/debug"
	"strconv"

	"github.com/alecthomas/kong"

	"strongroom/graph"
	"strongroom/server/vault"
)

// The exit codes of Command.
const (
	ExitOK      = 0
	ExitFailure = 1 // it did not work
	ExitUsage   = 2 // the command line, what it says, or the configuration is wrong
)

// commands is the command line.
type commands struct {
	Config kong.ConfigFlag `placeholder:"FILE" help:"Read options from this YAML or JSON file; its keys are the options' names."`

	Dev      devCommand      `cmd:"" help:"Run the whole thing on this machine, with nothing else installed, to try it."`
	Serve    serveCommand    `cmd:"" help:"Run it in production."`
	DevToken devTokenCommand `cmd:"" help:"Print a bearer token of a sample person of dev, to try the API by hand."`
	Migrate  migrateCommand  `cmd:"" help:"Bring the database to the newest version, or show its version."`
	Doctor   doctorCommand   `cmd:"" help:"Check a configuration piece by piece and say what is wrong."`
	Depart   departCommand   `cmd:"" help:"Let somebody leave: everything of theirs ends, at once."`
	Keys     keysCommand     `cmd:"" help:"Make, renew and destroy keys."`
	Policy   policyCommand   `cmd:"" help:"Ask the rules who may do what, and check rules of your own."`
	Version  versionCommand  `cmd:"" help:"Print the version."`
}

// terminal is where a command writes. Standard output has what was asked
// for, standard error has logs and complaints.
type terminal struct{ out, err io.Writer }

// usageError is a configuration that does not validate.
type usageError struct{ error }

// Command runs one command line, without the program's name, and returns the
// exit code. It ends in order when ctx does.
func Command(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	var grammar commands
	helped := false
	parser, err := kong.New(&grammar,
		kong.Name("strongroom"),
		kong.Description("A secure document vault. Options are also read from the environment, then from the file of --config."),
		kong.Writers(stdout, stderr),
		kong.Exit(func(int) { helped = true }), // kong calls it once the help is printed
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, FlagsLast: true, WrapUpperBound: 100}),
		kong.ValueFormatter(describe),
		kong.ExplicitGroups(groups),
		kong.Vars{
			"graphqlDepth": strconv.Itoa(graph.DefaultLimits.Depth),
			"graphqlCost":  strconv.Itoa(graph.DefaultLimits.Cost),
			"graphqlTime":  graph.DefaultLimits.Time.String(),
		},
		kong.Configuration(loadConfigFile),
		kong.Resolvers(environment{}),
		kong.PostBuild(envNames),
		kong.BindTo(ctx, (*context.Context)(nil)),
		kong.Bind(terminal{stdout, stderr}),
	)
	if err != nil {
		panic(err) // the grammar above is wrong
	}
	selected, err := parser.Parse(args)
	if helped {
		return ExitOK
	}
	if err != nil {
		complain(stderr, "strongroom: %v\n", err)
		return ExitUsage
	}
	err = selected.Run()
	var usage usageError
	switch {
	case err == nil:
		return ExitOK
	case errors.As(err, &usage):
		complain(stderr, "strongroom: the configuration is refused:\n%v\n", err)
		return ExitUsage
	case vault.CodeOf(err) == vault.BadUserInput:
		complain(stderr, "strongroom: %v\n", err)
		return ExitUsage
	default:
		complain(stderr, "strongroom: %v\n", err)
		return ExitFailure
	}
}

// complain writes to a person; where nobody is, nothing can be done.
func complain(w io.Writer, format string, args ...any) { _, _ = fmt.Fprintf(w, format, args...) }

// describe appends default and environment to a flag's help.
func describe(value *kong.Value) string {
	text := value.Help
	if value.HasDefault && value.Default != "" && !value.IsBool() {
		text += fmt.Sprintf(" Default: %s.", value.Default)
	}
	switch {
	case value.Flag == nil || len(value.Flag.Envs) == 0:
	case isSecret(value):
		text += fmt.Sprintf(" [$%s, or itself in $%s]", value.Flag.Envs[0], secretEnvName(value.Name))
	default:
		text += fmt.Sprintf(" [$%s]", value.Flag.Envs[0])
	}
	return text
}

// logger returns the log that l describes.
func (l Log) logger(w io.Writer) *slog.Logger {
	options := &slog.HandlerOptions{Level: l.Level}
	if l.Format == "text" {
		return slog.New(slog.NewTextHandler(w, options))
	}
	return slog.New(slog.NewJSONHandler(w, options))
}

type versionCommand struct{}

// Run prints version and toolchain.
func (versionCommand) Run(t terminal) error {
	_, err := fmt.Fprintf(t.out, "strongroom %s\n", version())
	return err
}

// version is the module's version and the commit, as the build recorded them.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	text := info.Main.Version
	if text == "" {
		text = "(devel)"
	}
	return text + " " + info.GoVersion
}
