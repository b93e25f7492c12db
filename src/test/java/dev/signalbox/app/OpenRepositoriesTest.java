package dev.signalbox.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.base.ServiceId;
import dev.signalbox.base.Slug;
import dev.signalbox.fixture.TestDatabase;
import dev.signalbox.port.PortException;
import dev.signalbox.store.Database;
import dev.signalbox.store.ServiceStore.ServiceRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A flow file may name a repository, and never learns our password by it.
class OpenRepositoriesTest {

  private final TestDatabase postgres = TestDatabase.fresh();
  private final Database database =
      Database.open(postgres.jdbcUrl(), postgres.user(), postgres.password(), 2);
  private final List<String> opened = new ArrayList<>();
  private final OpenRepositories repositories =
      new OpenRepositories(database, opener("with the login"), opener("without"));

  @AfterEach
  void close() {
    database.close();
    postgres.drop();
  }

  @Test
  void the_login_goes_to_the_host_of_the_services_own_repository_and_to_no_other() {
    open("https://git.example/team/tests.git");
    open("https://GIT.example/team/more.git");
    open("https://git.example:8443/team/tests.git");
    open("http://git.example/team/tests.git");
    open("https://git.example.evil.example/team/tests.git");
    open("https://evil.example/git.example/tests.git");
    open("file:///srv/git/tests.git");

    assertThat(opened)
        .containsExactly(
            "with the login https://git.example/team/tests.git",
            "with the login https://GIT.example/team/more.git",
            "without https://git.example:8443/team/tests.git",
            "without http://git.example/team/tests.git",
            "without https://git.example.evil.example/team/tests.git",
            "without https://evil.example/git.example/tests.git",
            "without file:///srv/git/tests.git");
  }

  @Test
  void a_service_in_a_folder_lends_its_login_to_nobody() {
    assertThatThrownBy(
            () -> repositories.named(service("/srv/git/shop.git"), "/srv/git/tests.git", "main"))
        .isInstanceOf(PortException.class);

    assertThat(opened).containsExactly("without /srv/git/tests.git");
  }

  private void open(String remote) {
    assertThatThrownBy(
            () -> repositories.named(service("https://git.example/team/shop.git"), remote, "main"))
        .isInstanceOf(PortException.class);
  }

  private OpenRepositories.Opener opener(String how) {
    return (remote, branch, lines, mirror) -> {
      opened.add(how + " " + remote);
      throw new PortException("nothing is opened here");
    };
  }

  private static ServiceRow service(String repository) {
    return new ServiceRow(
        new ServiceId(1),
        new Slug("shop"),
        repository,
        "main",
        "signalbox.yaml",
        "",
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
