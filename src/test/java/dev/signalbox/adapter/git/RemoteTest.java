package dev.signalbox.adapter.git;

import static dev.signalbox.adapter.git.Repositories.assumeTheLocaleCanWrite;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.adapter.pack.PackHistory;
import dev.signalbox.domain.change.CommitId;
import dev.signalbox.fixture.GitRemote;
import dev.signalbox.port.PortException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Addresses that are accepted and refused, and far sides that are not there.
class RemoteTest {

  @TempDir Path folder;

  @Test
  void a_path_and_a_file_url_lead_to_the_same_repository() {
    GitRemote remote = GitRemote.in(folder.resolve("with space & $(x).git"));
    CommitId one = remote.on("main").commit("one");

    Remote byPath = Remote.at(remote.address());
    Remote byUrl = Remote.at(remote.folder().toUri().toString());

    assertThat(Repositories.of(byPath, folder.resolve("a")).fetch().head()).contains(one);
    assertThat(Repositories.of(byUrl, folder.resolve("b")).fetch().head()).contains(one);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://ada:s3cret@git.example.org/shop.git",
        "http://s3cret@git.example.org/shop.git",
        "https://ada:s3cret@/shop.git",
        "https://ada:s3 cret@git.example.org/shop.git",
        "https://ada:s3%cret@git.example.org/shop.git",
        "https://ada:p@s3cret@git.example.org/shop.git",
        "file://ada:s3cret@localhost/shop.git",
        "ssh://ada:s3cret@git.example.org/shop.git",
        "ada:s3cret@git.example.org:shop.git",
        "https://git.example.org/shop.git?token=s3cret",
        "https://git.example.org/shop.git#s3cret"
      })
  void a_secret_in_an_address_is_refused_and_not_repeated(String address) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Remote.at(address))
        .withMessageNotContaining("cret")
        .withNoCause();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", " ", "git@git.example.org:shop.git", "ssh://git.example.org/shop.git", "ftp://x/y",
        "git://x/y", "https:///shop.git", "https://", "http:shop", "ext::sh -c touch% canary",
        "file://elsewhere/srv/shop.git", "/srv/\0/shop.git", "?a:b", "#a:b", "file:shop.git"
      })
  void an_address_that_leads_nowhere_is_refused_with_a_sentence(String address) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Remote.at(address))
        .withMessageEndingWith(".");
  }

  @Test
  void a_password_is_for_http_only_and_never_shown() {
    Remote remote = Remote.at("https://git.example.org:8443/shop.git", "ada", "s3cret");
    assertThat(remote).hasToString("https://git.example.org:8443/shop.git");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Remote.at(folder.toString(), "ada", "s3cret"))
        .withMessageContaining("asks for no password")
        .withMessageNotContaining("s3cret");
  }

  @Test
  void a_repository_that_is_not_there_is_told() throws IOException {
    assertThatThrownBy(() -> fetch(folder.resolve("nothing").toString()))
        .isInstanceOf(PortException.class)
        .hasMessageContaining("There is no git repository at " + folder.resolve("nothing"));

    Files.createDirectory(folder.resolve("empty"));
    assertThatThrownBy(() -> fetch(folder.resolve("empty").toString()))
        .isInstanceOf(PortException.class)
        .hasMessageContaining("There is no git repository at");
  }

  @Test
  void a_server_that_is_down_is_told() throws IOException {
    int port;
    try (ServerSocket once = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = once.getLocalPort();
    }
    String address = "http://127.0.0.1:" + port + "/shop.git";
    assertThatThrownBy(() -> fetch(address))
        .isInstanceOf(PortException.class)
        .hasMessageContaining(address + " cannot be reached: Connection refused");
    assertThatThrownBy(
            () -> Repositories.of(Remote.at(address), folder.resolve("mirror")).remoteTag("v1"))
        .isInstanceOf(PortException.class)
        .hasMessageContaining("cannot be reached");
  }

  @Test
  void a_host_nobody_knows_is_told() {
    assertThatThrownBy(() -> fetch("http://nowhere.invalid/shop.git"))
        .isInstanceOf(PortException.class)
        .hasMessageContaining("is not known to the DNS");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a\nb", "../x", "main.lock", "x..y", "-\u007F", "$(touch x)"})
  void a_branch_git_does_not_allow_is_refused(String branch) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> repository(branch))
        .withMessageContaining("is not a name git allows for a branch.")
        .withMessageNotContaining("\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"--upload-pack=x", "$(touch)", "`id`", "release/2026", "\u202Eniam", "+x", "-f"})
  void a_strange_branch_is_a_branch(String branch) {
    assumeTheLocaleCanWrite(branch);
    GitRemote remote = GitRemote.in(folder.resolve("remote.git"));
    CommitId one = remote.on(branch).commit("one");
    remote.on("main").commit("other");
    assertThat(
            new GitRepository(
                    Remote.at(remote.address()),
                    branch,
                    folder.resolve("mirror"),
                    Repositories.SIGNALBOX,
                    PackHistory::open,
                    InstantSource.fixed(GitRemote.MONDAY))
                .fetch()
                .head())
        .contains(one);
  }

  private void fetch(String address) {
    Repositories.of(Remote.at(address), folder.resolve("mirror")).fetch();
  }

  private GitRepository repository(String branch) {
    return new GitRepository(
        Remote.at(folder.toString()),
        branch,
        folder.resolve("mirror"),
        Repositories.SIGNALBOX,
        PackHistory::open,
        InstantSource.fixed(GitRemote.MONDAY));
  }
}
