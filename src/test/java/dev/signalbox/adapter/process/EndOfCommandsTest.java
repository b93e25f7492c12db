package dev.signalbox.adapter.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.signalbox.adapter.process.Kernel.Signal;
import dev.signalbox.port.CommandRunner.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// How commands end that don't end by themselves: stopped with all they brought into being, killed,
/// or lost with the machine. And that nobody else is ever hit.
class EndOfCommandsTest extends CommandsOnThisMachine {

  @Test
  void stop_ends_children_and_grandchildren() {
    start("build", "sh -c 'sleep 300 & exec sleep 301' & exec sleep 302");
    awaitProcesses("build", 3);

    commands.stop("build");

    assertThat(commands.state("build")).isEqualTo(new State.Exited(128 + 15));
    assertThat(processesOf("build")).isEmpty();
  }

  @Test
  void stop_lets_a_command_end_in_its_own_way() {
    start("build", "trap 'echo bye; exit 7' TERM; echo ready; while :; do sleep 0.05; done");
    await().atMost(LIMIT).until(() -> output("build").equals("ready\n"));

    commands.stop("build");

    assertThat(commands.state("build")).isEqualTo(new State.Exited(7));
    assertThat(output("build")).startsWith("ready\n").endsWith("bye\n");
  }

  @Test
  void stop_insists_when_a_child_ignores_it() {
    start("build", "(trap '' TERM; while :; do sleep 0.1; done) & echo ready; sleep 300");
    await().atMost(LIMIT).until(() -> output("build").equals("ready\n"));
    long begun = System.nanoTime();

    commands.stop("build");

    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isBetween(LocalCommands.GRACE, LIMIT);
    assertThat(processesOf("build")).isEmpty();
    assertThat(commands.state("build")).isEqualTo(new State.Exited(128 + 15));
  }

  @Test
  void stop_insists_when_the_command_itself_ignores_it() {
    start("build", "trap '' TERM; echo ready; while :; do sleep 0.1; done");
    await().atMost(LIMIT).until(() -> output("build").equals("ready\n"));

    commands.stop("build");

    assertThat(commands.state("build")).isEqualTo(new State.Exited(128 + 9));
    assertThat(processesOf("build")).isEmpty();
  }

  @Test
  void stop_ends_what_a_command_left_behind_when_it_ended() {
    start("build", "sleep 300 >/dev/null 2>&1 & (sleep 301 &) ; echo over");

    assertThat(result("build")).isEqualTo(new State.Exited(0));
    assertThat(output("build")).isEqualTo("over\n");
    awaitProcesses("build", 2);
    commands.stop("build");

    assertThat(processesOf("build")).isEmpty();
    assertThat(commands.state("build")).isEqualTo(new State.Exited(0));
  }

  @Test
  void stop_ends_what_left_the_process_group() {
    start("build", "setsid sleep 300 >/dev/null 2>&1 & echo over");
    result("build");
    awaitProcesses("build", 1);

    commands.stop("build");

    assertThat(processesOf("build")).isEmpty();
  }

  @Test
  void stop_of_nothing_is_nothing() {
    commands.stop("nobody");
    start("build", "exit 0");
    result("build");
    commands.stop("build");

    assertThat(commands.state("nobody")).isEqualTo(new State.Absent());
    assertThat(commands.state("build")).isEqualTo(new State.Exited(0));
  }

  @Test
  void stop_never_touches_a_stranger_that_was_given_the_number_of_our_program() throws Exception {
    start("build", "exit 0");
    result("build");
    Process stranger = new ProcessBuilder("setsid", "sleep", "300").start();
    try {
      Path program = folderOf("build").resolve("program");
      List<String> recorded = Files.readAllLines(program);
      String stat = recorded.get(1);
      String renamed = stranger.pid() + stat.substring(stat.indexOf(' '));
      Files.writeString(program, recorded.get(0) + "\n" + renamed + "\n");

      commands.stop("build");

      assertThat(stranger.isAlive()).isTrue();
    } finally {
      stranger.destroyForcibly().waitFor();
    }
  }

  @Test
  void a_command_killed_with_its_launcher_has_vanished() {
    start("build", "exec sleep 300");
    awaitProcesses("build", 1);

    processesOf("build").forEach(pid -> Kernel.signal(pid, Signal.KILL));
    allHoldersOf("build").forEach(pid -> Kernel.signal(pid, Signal.KILL));

    await().atMost(LIMIT).until(() -> commands.state("build").equals(new State.Vanished()));
    start("build", "echo again");
    assertThat(commands.state("build")).isEqualTo(new State.Vanished());
  }

  @Test
  void a_command_that_lost_its_launcher_still_runs_and_can_be_stopped() {
    start("build", "exec sleep 300");
    awaitProcesses("build", 1);
    List<Long> recorders = allHoldersOf("build");
    recorders.removeAll(processesOf("build"));

    recorders.forEach(pid -> Kernel.signal(pid, Signal.KILL));

    await().atMost(LIMIT).until(() -> allHoldersOf("build").equals(processesOf("build")));
    assertThat(commands.state("build")).isInstanceOf(State.Running.class);
    commands.stop("build");
    assertThat(commands.state("build")).isEqualTo(new State.Vanished());
  }

  @Test
  void a_command_from_before_the_machine_went_down_has_vanished() throws IOException {
    start("build", "exec sleep 300");
    awaitProcesses("build", 1);
    allHoldersOf("build").forEach(pid -> Kernel.signal(pid, Signal.KILL));
    for (String file : List.of("started", "program")) {
      Path record = folderOf("build").resolve(file);
      Files.writeString(
          record, Files.readString(record).replace(ProcessTable.bootId(), "another-boot"));
    }

    await().atMost(LIMIT).until(() -> commands.state("build").equals(new State.Vanished()));
    commands.stop("build");
    assertThat(commands.state("build")).isEqualTo(new State.Vanished());
  }
}
