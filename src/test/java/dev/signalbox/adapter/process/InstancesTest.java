package dev.signalbox.adapter.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.adapter.process.Kernel.Signal;
import dev.signalbox.domain.lock.Fence;
import dev.signalbox.port.DeploymentTarget.Instance;
import dev.signalbox.port.DeploymentTarget.Result;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Two versions beside each other as real processes, each instance at an address of its own.
class InstancesTest extends DeploymentsOnThisMachine {

  @Test
  void a_new_version_comes_up_beside_the_old_and_takes_its_place_when_the_old_is_ended() {
    URI old = up(deploy(order("old", 1, "v1")));

    URI first = up(add(order("new-1", 2, "v2")));
    URI second = up(add(order("new-2", 2, "v2")));

    assertThat(Set.of(old, first, second)).hasSize(3);
    assertThat(target.instances(STAGING))
        .containsExactly(
            new Instance("old", GivenOrder.digest("v1"), old),
            new Instance("new-1", GivenOrder.digest("v2"), first),
            new Instance("new-2", GivenOrder.digest("v2"), second));
    assertThat(target.observe(STAGING)).isEqualTo(running("old", 1, "v1", old));

    assertThat(target.keepOnly(STAGING, new Fence(2), Set.of("new-1", "new-2"))).isEmpty();

    assertThat(keys()).containsExactly("new-1", "new-2");
    assertThat(target.observe(STAGING)).isEqualTo(running("new-1", 2, "v2", first));
    assertThat(Leftovers.isAlive(pids().getFirst())).isFalse();
  }

  @Test
  void ending_the_new_version_leaves_the_old_as_it_was() {
    URI old = up(deploy(order("old", 1, "v1")));
    up(add(order("new-1", 2, "v2")));

    target.keepOnly(STAGING, new Fence(2), Set.of("old"));

    assertThat(keys()).containsExactly("old");
    assertThat(target.observe(STAGING)).isEqualTo(running("old", 1, "v1", old));
    target.keepOnly(STAGING, new Fence(2), Set.of("old"));
    assertThat(keys()).containsExactly("old");
  }

  @Test
  void the_same_key_again_is_the_same_instance_also_for_another_server() {
    URI first = up(add(order("new-1", 2, "v2")));

    assertThat(up(server().add(order("new-1", 3, "v2").order(), log::add, () -> false)))
        .isEqualTo(first);
    assertThat(versions()).containsExactly("v2");

    Kernel.signal(pids().getLast(), Signal.KILL);
    org.awaitility.Awaitility.await().atMost(LIMIT).until(() -> keys().isEmpty());
    up(add(order("new-1", 3, "v2")));
    assertThat(versions()).containsExactly("v2", "v2");
    assertThat(keys()).containsExactly("new-1");
  }

  @Test
  void whoever_comes_late_neither_adds_nor_ends_anything() {
    up(deploy(order("old", 5, "v1")));

    assertThat(add(order("late", 4, "v0"))).isEqualTo(new Result.Overtaken(new Fence(5)));
    assertThat(target.keepOnly(STAGING, new Fence(4), Set.of())).contains(new Fence(5));
    assertThat(keys()).containsExactly("old");
  }

  @Test
  void one_that_does_not_come_up_is_stopped_alone() {
    URI old = up(deploy(order("old", 1, "v1")));

    assertThat(sentence(add(order("new-1", 2, "v2").running("sh", "-c", "exit 3"))))
        .contains("exit code 3");

    assertThat(keys()).containsExactly("old");
    assertThat(target.observe(STAGING)).isEqualTo(running("old", 1, "v1", old));
  }

  @Test
  void a_deployment_in_the_usual_way_ends_all_that_ran_beside_each_other() {
    up(deploy(order("old", 1, "v1")));
    up(add(order("new-1", 2, "v2")));

    up(deploy(order("next", 3, "v3")));

    assertThat(keys()).containsExactly("next");
  }

  @Test
  void a_site_that_was_recorded_before_there_were_instances_is_still_known() throws IOException {
    URI old = up(deploy(order("old", 1, "v1")));
    try (Stream<Path> files = Files.walk(work)) {
      Path record =
          files
              .filter(f -> f.getFileName().toString().equals("site.json"))
              .findFirst()
              .orElseThrow();
      String text = Files.readString(record);
      String before = text.replaceAll(",\\s*\"beside\"\\s*:\\s*\\[\\s*]", "");
      assertThat(before).isNotEqualTo(text);
      Files.writeString(record, before);
    }

    assertThat(target.observe(STAGING)).isEqualTo(running("old", 1, "v1", old));
  }

  private Result add(GivenOrder given) {
    return target.add(given.order(), log::add, () -> false);
  }

  private List<String> keys() {
    return target.instances(STAGING).stream().map(Instance::key).toList();
  }
}
