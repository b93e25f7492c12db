package dev.signalbox.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// Commands and options that are written out. Annotations would say the same, but picocli reads
/// them by reflection at each start, and that takes longer than most answers about a history do.
final class WrittenOut {

  /// Makes what picocli has to make. Its own factory looks for Groovy, in the whole jar, as soon as
  /// it is there; so it is called only when it is needed.
  static final IFactory FACTORY =
      new IFactory() {
        @Override
        public <K> K create(Class<K> type) throws Exception {
          return CommandLine.defaultFactory().create(type);
        }
      };

  private WrittenOut() {}

  /// @param call what the command does
  /// @param description a paragraph each
  static CommandSpec command(String name, Callable<Integer> call, String... description) {
    CommandSpec command = CommandSpec.wrapWithoutInspection(call, FACTORY).name(name);
    command.usageMessage().description(description);
    return command;
  }

  /// An option without a value.
  static OptionSpec flag(String name, String description) {
    return OptionSpec.builder(name).type(boolean.class).description(description).build();
  }

  /// An option with a text as its value.
  ///
  /// @param label what stands for the value in the help
  static OptionSpec.Builder text(String label, String description, String... names) {
    return OptionSpec.builder(names).type(String.class).paramLabel(label).description(description);
  }

  /// An option with a file or a folder as its value.
  static OptionSpec.Builder path(String label, String description, String name) {
    return OptionSpec.builder(name)
        .type(Path.class)
        .converters(Path::of)
        .paramLabel(label)
        .description(description);
  }

  /// Puts an option into a command.
  static OptionSpec add(CommandSpec command, OptionSpec option) {
    command.addOption(option);
    return option;
  }

  static boolean isGiven(OptionSpec flag) {
    return Boolean.TRUE.equals(flag.<Boolean>getValue());
  }

  /// What was given; empty if nothing was.
  static <T> Optional<T> value(ArgSpec argument) {
    return Optional.ofNullable(argument.<T>getValue());
  }
}
