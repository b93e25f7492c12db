package dev.signalbox.adapter.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.signalbox.port.CommandRunner.Order;
import dev.signalbox.port.CommandRunner.State;
import dev.signalbox.port.PortException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Commands as real processes: what they see, what is kept of them, and that each runs once.
class LocalCommandsTest extends CommandsOnThisMachine {

  @Test
  void a_command_that_was_never_started_is_absent() {
    assertThat(commands.state("nobody")).isEqualTo(new State.Absent());
    assertThat(commands.output("nobody", 0, 100)).isEmpty();
  }

  @Test
  void a_command_runs_in_its_directory_and_its_output_and_exit_code_are_kept() {
    start("build", "pwd; echo to stderr >&2; exit 3");

    assertThat(result("build")).isEqualTo(new State.Exited(3));
    assertThat(output("build")).isEqualTo(checkout + "\nto stderr\n");
  }

  @Test
  void output_comes_in_parts_of_the_size_asked_for() {
    start("build", "printf 0123456789");
    result("build");

    assertThat(new String(commands.output("build", 0, 4), UTF_8)).isEqualTo("0123");
    assertThat(new String(commands.output("build", 4, 4), UTF_8)).isEqualTo("4567");
    assertThat(new String(commands.output("build", 8, 4), UTF_8)).isEqualTo("89");
    assertThat(commands.output("build", 10, 4)).isEmpty();
    assertThat(commands.output("build", 99, 4)).isEmpty();
  }

  @Test
  void output_can_be_read_while_the_command_runs() {
    start("build", "echo early; sleep 60");

    await().atMost(LIMIT).until(() -> output("build").equals("early\n"));
    assertThat(commands.state("build")).isEqualTo(new State.Running(MONDAY));
    commands.stop("build");
  }

  @Test
  void standard_input_is_empty() {
    start("build", "cat; readlink /proc/self/fd/0");

    assertThat(result("build")).isEqualTo(new State.Exited(0));
    assertThat(output("build")).isEqualTo("/dev/null\n");
  }

  @Test
  void the_environment_is_exactly_what_was_given() {
    var given =
        Map.of("B", "two words", "A", "1", "IFS", "x", "folder", "f", "word", "w", "PWD", "/no");
    commands.start(new Order("build", List.of("/usr/bin/env", "-0"), checkout, given));

    result("build");
    assertThat(List.of(output("build").split("\0", 0)))
        .containsExactlyInAnyOrder("A=1", "B=two words", "IFS=x", "PWD=/no", "folder=f", "word=w");
  }

  @Test
  void without_an_environment_there_is_none() {
    commands.start(new Order("build", List.of("env"), checkout, Map.of()));

    assertThat(result("build")).isEqualTo(new State.Exited(0));
    assertThat(output("build")).isEmpty();
  }

  @Test
  void no_signal_is_blocked_or_ignored() {
    start("build", "grep -E '^Sig(Blk|Ign)' /proc/self/status");

    result("build");
    long thoseOfPosix = 0x7fffffffL;
    assertThat(output("build").lines())
        .hasSize(2)
        .allMatch(line ->
            (Long.parseLong(line.substring(line.indexOf('\t') + 1), 16) & thoseOfPosix) == 0);
  }

  @Test
  void hostile_texts_arrive_byte_for_byte_and_are_nowhere_executed() throws IOException {
    var everyByte = new StringBuilder();
    for (char c = 1; c < 256; c++) {
      everyByte.append(c);
    }
    List<String> hostile =
        List.of(
            "$(touch x)",
            "`touch x`",
            "; touch x #",
            "two\nlines\n\n",
            "'\"\\",
            "--upload-pack=x",
            "\u200f\u202eevil",
            "",
            ".",
            "*",
            "~",
            "-n",
            "%s%b\\0101\\c",
            "a=b",
            "\ud83d\ude80",
            everyByte.toString());
    for (int i = 0; i < hostile.size(); i++) {
      String text = hostile.get(i);
      String key = "key " + text;
      var argv = new ArrayList<>(List.of("/usr/bin/printf", "%s\\0", text));
      argv.addAll(hostile);
      commands.start(new Order(key, argv, checkout, Map.of("VALUE", text)));
      assertThat(result(key)).as(text).isEqualTo(new State.Exited(0));
      assertThat(output(key)).as(text).isEqualTo(text + "\0" + String.join("\0", hostile) + "\0");

      commands.start(
          new Order(key + "\n.env", List.of("env", "-0"), checkout, Map.of("VALUE", text)));
      assertThat(result(key + "\n.env")).isEqualTo(new State.Exited(0));
      assertThat(output(key + "\n.env")).isEqualTo("VALUE=" + text + "\0");
    }
    try (Stream<Path> all = Files.walk(temporary)) {
      assertThat(all.map(path -> path.getFileName().toString())).doesNotContain("x");
    }
  }

  @Test
  void keys_that_look_alike_are_different_commands() {
    List<String> keys =
        List.of("run 1", "run-1", "run/1", "RUN 1", "../run 1", "\u00fc".repeat(500));
    keys.forEach(key -> start(key, "echo once"));

    for (String key : keys) {
      assertThat(result(key)).isEqualTo(new State.Exited(0));
      assertThat(output(key)).isEqualTo("once\n");
    }
    assertThat(temporary).isDirectoryNotContaining("glob:**run*");
  }

  @Test
  void a_program_that_cannot_be_found_or_run_ends_as_in_a_shell() throws IOException {
    Files.writeString(checkout.resolve("notes.txt"), "not a program");
    commands.start(new Order("none", List.of("no-such-program"), checkout, Map.of()));
    commands.start(new Order("text", List.of("./notes.txt"), checkout, Map.of()));

    assertThat(result("none")).isEqualTo(new State.Exited(127));
    assertThat(output("none")).contains("no-such-program: not found");
    assertThat(result("text")).isEqualTo(new State.Exited(126));
  }

  @Test
  void a_command_is_never_found_in_the_directory_by_chance() throws IOException {
    Path trap = Files.writeString(checkout.resolve("env"), "#!/bin/sh\necho trapped\n");
    trap.toFile().setExecutable(true);

    commands.start(new Order("build", List.of("env"), checkout, Map.of()));

    result("build");
    assertThat(output("build")).isEmpty();
  }

  @Test
  void the_path_that_was_given_finds_the_program() throws IOException {
    Path own = Files.createDirectory(checkout.resolve("bin"));
    Path tool = Files.writeString(own.resolve("tool"), "#!/bin/sh\necho mine\n");
    tool.toFile().setExecutable(true);

    commands.start(
        new Order("build", List.of("tool"), checkout, Map.of("PATH", own + ":/usr/bin:/bin")));

    result("build");
    assertThat(output("build")).isEqualTo("mine\n");
  }

  @Test
  void a_command_ended_by_a_signal_has_the_exit_code_of_the_signal() {
    start("build", "kill -s USR1 $$");

    assertThat(result("build")).isEqualTo(new State.Exited(128 + 10));
    assertThat(output("build")).isEmpty();
  }

  @Test
  void hundred_starts_of_one_key_by_two_servers_run_the_command_once() throws Exception {
    Path ledger = checkout.resolve("ledger");
    var other = new LocalCommands(work, CLOCK);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var starts = new ArrayList<Future<?>>();
      for (int i = 0; i < 100; i++) {
        LocalCommands server = i % 2 == 0 ? commands : other;
        starts.add(threads.submit(() -> server.start(order("once", "echo ran >>ledger"))));
      }
      for (Future<?> start : starts) {
        start.get();
      }
    }

    assertThat(result("once")).isEqualTo(new State.Exited(0));
    commands.start(order("once", "echo ran >>ledger"));
    assertThat(other.state("once")).isEqualTo(new State.Exited(0));
    assertThat(ledger).hasContent("ran\n");
  }

  @Test
  void a_start_broken_off_before_the_launcher_recorded_it_is_made_up_for() {
    start("first", "echo ran");
    result("first");
    Path folder = folderOf("first");
    for (String file : List.of("started", "program", "exit", "output", "drained")) {
      Disk.remove(folder.resolve(file));
    }
    assertThat(commands.state("first")).isEqualTo(new State.Absent());

    start("first", "echo ran");

    assertThat(result("first")).isEqualTo(new State.Exited(0));
  }

  @Test
  void output_beyond_the_limit_is_dropped_and_the_command_goes_on() {
    var small = new LocalCommands(work, CLOCK, new Launcher(work), 100_000);
    small.start(order("build", "head -c 5000000 /dev/zero | tr '\\0' a; exit 4"));

    assertThat(result("build")).isEqualTo(new State.Exited(4));
    assertThat(output("build"))
        .isEqualTo("a".repeat(100_000) + "\n[signalbox: output beyond 100000 bytes was dropped]\n");
  }

  @Test
  void output_of_exactly_the_limit_is_all_kept() {
    var small = new LocalCommands(work, CLOCK, new Launcher(work), 10);
    small.start(order("build", "printf 0123456789"));

    result("build");
    assertThat(output("build")).isEqualTo("0123456789");
  }

  @Test
  void forget_removes_what_was_kept_and_the_key_is_free_again() {
    start("build", "echo one");
    result("build");

    commands.forget("build");
    commands.forget("build");

    assertThat(commands.state("build")).isEqualTo(new State.Absent());
    assertThat(commands.output("build", 0, 10)).isEmpty();
    start("build", "echo two");
    result("build");
    assertThat(output("build")).isEqualTo("two\n");
  }

  @Test
  void a_running_command_is_not_forgotten() {
    start("build", "exec sleep 300");

    assertThatThrownBy(() -> commands.forget("build"))
        .isInstanceOf(PortException.class)
        .hasMessage("The command build still runs and is not forgotten. Stop it first.");
    commands.stop("build");
  }

  @Test
  void the_order_with_its_secrets_does_not_stay_on_the_disk() {
    commands.start(
        new Order("build", List.of("sleep", "300"), checkout, Map.of("TOKEN", "s3cret")));

    await().atMost(LIMIT).until(() -> !Files.exists(folderOf("build").resolve("order")));
    assertThat(folderOf("build").toFile().canExecute()).isTrue();
    assertThat(permissions(folderOf("build"))).isEqualTo("rwx------");
    commands.stop("build");
  }

  @Test
  void damaged_records_are_named_in_a_sentence() throws IOException {
    start("build", "exit 0");
    result("build");
    Path exit = folderOf("build").resolve("exit");
    Files.writeString(exit, "\0\0\0");

    assertThatThrownBy(() -> commands.state("build"))
        .isInstanceOf(PortException.class)
        .hasMessageStartingWith(exit + " should hold an exit code and holds '");
    for (String file : List.of("started", "program")) {
      Files.writeString(folderOf("build").resolve(file), "rubbish");
    }
    Files.delete(exit);
    assertThat(commands.state("build")).isEqualTo(new State.Vanished());
    commands.stop("build");
  }

  @Test
  void what_cannot_be_started_is_said_in_a_sentence() {
    assertThatThrownBy(() ->
            commands.start(new Order("a", List.of("true"), checkout.resolve("none"), Map.of())))
        .hasMessage(
            "true cannot run in " + checkout.resolve("none") + ": there is no such directory.");
    assertThatThrownBy(() -> commands.start(new Order("b", List.of(), checkout, Map.of())))
        .hasMessage("There is no program to start. Name one.");
    assertThatThrownBy(
            () -> commands.start(new Order("c", List.of("true"), checkout, Map.of("A-B", ""))))
        .hasMessageStartingWith("'A-B' cannot name an environment variable.");
    assertThatThrownBy(
            () -> commands.start(new Order("d", List.of("true", "a\0b"), checkout, Map.of())))
        .hasMessageStartingWith("A program cannot be given a text with a zero byte");
    assertThat(commands.state("a")).isEqualTo(new State.Absent());
  }

  @Test
  void missing_programs_are_named_with_their_package() {
    var bare = new LocalCommands(work, CLOCK, new Launcher(work, checkout.toString()), 10);

    assertThatThrownBy(() -> bare.start(order("build", "true")))
        .isInstanceOf(PortException.class)
        .hasMessage(
            "Programs are started with 'setsid', and there is none in %s. On Debian: apt-get install util-linux."
                .formatted(checkout));
  }
}
