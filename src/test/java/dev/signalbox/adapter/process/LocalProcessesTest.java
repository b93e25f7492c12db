package dev.signalbox.adapter.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.signalbox.adapter.process.Kernel.Signal;
import dev.signalbox.base.Slug;
import dev.signalbox.domain.lock.Fence;
import dev.signalbox.port.CommandRunner.State;
import dev.signalbox.port.DeploymentTarget.Observation;
import dev.signalbox.port.DeploymentTarget.Result;
import dev.signalbox.port.DeploymentTarget.Site;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Deployments as real processes on real ports: how they come up and take each other's place.
class LocalProcessesTest extends DeploymentsOnThisMachine {

  @Test
  void nothing_runs_where_nothing_was_deployed() {
    assertThat(target.observe(STAGING)).isEqualTo(new Observation.Nothing());
  }

  @Test
  void a_deployment_is_up_when_it_answers_with_its_version() {
    URI address = up(deploy(order("first", 1, "v1")));

    assertThat(target.observe(STAGING)).isEqualTo(running("first", 1, "v1", address));
    assertThat(log)
        .startsWith("Unpacks " + GivenOrder.digest("v1").brief() + ".")
        .endsWith("It is up at " + address + ".");
  }

  @Test
  void the_next_deployment_takes_the_place_and_the_port_of_the_last() {
    URI address = up(deploy(order("first", 1, "v1")));
    long old = pids().getLast();

    assertThat(up(deploy(order("second", 2, "v2")))).isEqualTo(address);

    assertThat(Leftovers.isAlive(old)).isFalse();
    assertThat(versions()).containsExactly("v1", "v2");
    assertThat(target.observe(STAGING)).isEqualTo(running("second", 2, "v2", address));
  }

  @Test
  void the_same_key_again_goes_on_with_what_runs() {
    URI address = up(deploy(order("first", 1, "v1")));

    assertThat(up(server().deploy(order("first", 4, "v1").order(), log::add, () -> false)))
        .isEqualTo(address);

    assertThat(versions()).containsExactly("v1");
    assertThat(target.observe(STAGING)).isEqualTo(running("first", 4, "v1", address));
  }

  @Test
  void the_same_key_again_starts_anew_what_died() {
    URI address = up(deploy(order("first", 1, "v1")));
    Kernel.signal(pids().getLast(), Signal.KILL);
    await().atMost(LIMIT).until(() -> target.observe(STAGING).equals(new Observation.Nothing()));

    assertThat(up(deploy(order("first", 1, "v1")))).isEqualTo(address);

    assertThat(versions()).containsExactly("v1", "v1");
  }

  @Test
  void another_server_sees_what_runs() {
    URI address = up(deploy(order("first", 1, "v1")));

    assertThat(server().observe(STAGING)).isEqualTo(running("first", 1, "v1", address));
  }

  @Test
  void an_order_with_a_late_fence_changes_nothing() throws IOException {
    up(deploy(order("new", 5, "v5")));
    Observation before = target.observe(STAGING);
    Map<Path, Instant> files = modificationTimes();

    assertThat(deploy(order("late", 4, "v4"))).isEqualTo(new Result.Overtaken(new Fence(5)));
    assertThat(deploy(order("new", 4, "v5"))).isEqualTo(new Result.Overtaken(new Fence(5)));

    assertThat(target.observe(STAGING)).isEqualTo(before);
    assertThat(modificationTimes()).isEqualTo(files);
    assertThat(versions()).containsExactly("v5");
  }

  @Test
  void whoever_comes_with_a_higher_fence_overtakes_a_deployment_that_still_comes_up()
      throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Result> slow = threads.submit(() -> deploy(order("slow", 1, "v1").withHealth(503)));
      await().atMost(LIMIT).until(() -> log.stream().anyMatch(line -> line.contains("503")));

      URI address = up(server().deploy(order("fast", 2, "v2").order(), line -> {}, () -> false));

      assertThat(slow.get()).isEqualTo(new Result.Overtaken(new Fence(2)));
      assertThat(target.observe(STAGING)).isEqualTo(running("fast", 2, "v2", address));
    }
  }

  @Test
  void many_servers_with_one_order_start_one_process() throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var deployments = new ArrayList<Future<Result>>();
      for (int i = 0; i < 10; i++) {
        LocalProcesses server = server();
        deployments.add(
            threads.submit(
                () -> server.deploy(order("first", 1, "v1").order(), line -> {}, () -> false)));
      }
      for (Future<Result> deployment : deployments) {
        up(deployment.get());
      }
    }

    assertThat(versions()).containsExactly("v1");
  }

  @Test
  void an_old_program_that_ignores_being_asked_is_ended_with_its_children() {
    Path child = temporary.resolve("child");
    String stubborn =
        """
        trap '' TERM
        sh -c 'trap "" TERM; echo $$ >"$CHILD"; while :; do sleep 0.1; done' &
        exec "$@"
        """;
    up(
        deploy(
            order("first", 1, "v1")
                .startedBy(stubborn)
                .with(Map.of("CHILD", child.toString(), "PATH", "/usr/bin:/bin"))));
    await().atMost(LIMIT).until(() -> Files.exists(child) && Files.size(child) > 0);

    up(deploy(order("second", 2, "v2")));

    long pid = Long.parseLong(Disk.read(child).orElseThrow().strip());
    assertThat(Leftovers.isAlive(pid)).isFalse();
    assertThat(Leftovers.isAlive(pids().getFirst())).isFalse();
  }

  @Test
  void the_program_sees_what_was_ordered_and_its_port() {
    deploy(
        shell("first", "env; pwd >&2; exit 1").with(Map.of("GREETING", "$(touch x)", "PORT", "1")));

    Path site = work.resolve("storefront/staging");
    assertThat(log)
        .contains("GREETING=$(touch x)", site.resolve("deployments/1/files").toString())
        .anyMatch(line -> line.matches("PORT=2[0-9]{4}"));
    assertThat(site.resolve("deployments/1/files/x")).doesNotExist();
  }

  @Test
  void a_port_taken_by_somebody_else_is_given_up_for_another() throws IOException {
    URI address = up(deploy(order("first", 1, "v1")));
    target.takeDown(STAGING);
    try (var stranger = new ServerSocket()) {
      stranger.setReuseAddress(true);
      stranger.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), address.getPort()));

      URI other = up(deploy(order("second", 2, "v2")));

      assertThat(other.getPort()).isNotEqualTo(address.getPort());
      assertThat(log)
          .contains(
              "Port %d is taken by another program; from now on it is %d."
                  .formatted(address.getPort(), other.getPort()));
    }
    assertThat(up(deploy(order("third", 3, "v3")))).isNotEqualTo(address);
  }

  @Test
  void sites_have_ports_of_their_own() {
    Site production = new Site(new Slug("storefront"), new Slug("production"));
    URI staging = up(deploy(order("first", 1, "v1")));

    URI other = up(deploy(order("first", 1, "v1").at(production)));

    assertThat(other.getPort()).isNotEqualTo(staging.getPort());
    target.takeDown(production);
    assertThat(target.observe(production)).isEqualTo(new Observation.Nothing());
    assertThat(target.observe(STAGING)).isInstanceOf(Observation.Running.class);
  }

  @Test
  void what_runs_and_what_ran_before_it_are_kept_and_older_ones_go() {
    for (int i = 1; i <= 4; i++) {
      up(deploy(order("order " + i, i, "v" + i)));
    }

    assertThat(Disk.list(work.resolve("storefront/staging/deployments")))
        .map(path -> path.getFileName().toString())
        .containsExactly("3", "4");
  }

  @Test
  void output_cannot_fill_the_disk() throws IOException {
    Path folder = temporary.resolve("chatty");
    var process = new LastingProcess(folder, new Launcher(work));
    process.start(
        new Launch(
            CLOCK.instant(),
            List.of("sh", "-c", "head -c 3500000 /dev/zero | tr '\\0' a; echo; echo last"),
            temporary,
            Map.of(),
            Launch.Output.theLast(1_000_000)));

    await().atMost(LIMIT).until(() -> process.state() instanceof State.Exited);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.mapToLong(file -> file.toFile().length()).sum()).isLessThan(2_100_000);
    }
    assertThat(process.lastLines(1)).containsExactly("last");
    assertThat(folder.resolve("output.before")).hasSize(1_000_000);
  }

  private Map<Path, Instant> modificationTimes() throws IOException {
    try (Stream<Path> all = Files.walk(work)) {
      return all.collect(
          Collectors.toMap(
              path -> path, path -> Instant.ofEpochMilli(path.toFile().lastModified())));
    }
  }
}
