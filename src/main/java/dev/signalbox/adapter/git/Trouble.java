package dev.signalbox.adapter.git;

import dev.signalbox.port.PortException;
import java.io.InterruptedIOException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.eclipse.jgit.errors.NoRemoteRepositoryException;
import org.eclipse.jgit.internal.JGitText;

/// What a far side's refusal or silence means, in words for whoever has to put it right.
final class Trouble {

  private Trouble() {}

  static PortException reaching(Remote remote, Exception trouble) {
    for (Throwable cause = trouble; cause != null; cause = cause.getCause()) {
      Optional<String> meaning = meaning(remote, cause);
      if (meaning.isPresent()) {
        return new PortException(meaning.get(), trouble);
      }
    }
    return new PortException(
        "The exchange with %s failed: %s.".formatted(remote, said(trouble)), trouble);
  }

  /// What a failure says of itself, as part of a sentence.
  static String said(Throwable trouble) {
    String message = trouble.getMessage();
    return message == null || message.isBlank()
        ? trouble.getClass().getSimpleName()
        : Quoted.plain(message.strip().replaceAll("\\.$", ""));
  }

  private static Optional<String> meaning(Remote remote, Throwable cause) {
    return switch (cause) {
      case NoRemoteRepositoryException missing ->
          Optional.of(
              "There is no git repository at %s, or it is hidden from us. Check address and rights."
                  .formatted(remote));
      case UnknownHostException nowhere ->
          Optional.of(
              "The host of %s is not known to the DNS. Check the address and the network."
                  .formatted(remote));
      case InterruptedIOException silence ->
          Optional.of(
              "%s was silent for %d seconds, so we gave up. Check that it is up."
                  .formatted(remote, remote.patience().toSeconds()));
      case SSLException tls ->
          Optional.of(
              "%s does not prove who it is: %s. Check its certificate and whom we trust."
                  .formatted(remote, said(tls)));
      case SocketException cut ->
          Optional.of(
              "%s cannot be reached: %s. Check that it is up.".formatted(remote, said(cut)));
      default -> refusal(remote, String.valueOf(cause.getMessage()));
    };
  }

  /// JGit tells a refusal from other failures by its text alone.
  private static Optional<String> refusal(Remote remote, String message) {
    if (message.contains(" not permitted on ")) {
      return Optional.of(
          "%s forbids this to our user. Give the user the right to read it and to make tags."
              .formatted(remote));
    }
    JGitText texts = JGitText.get();
    if (!message.contains(texts.notAuthorized)
        && !message.contains(texts.noCredentialsProvider)
        && !message.contains(texts.authenticationNotSupported)) {
      return Optional.empty();
    }
    return Optional.of(
        remote.signsIn()
            ? "%s refused our user name and password. Check them; a token may have expired."
                .formatted(remote)
            : "%s wants a user name and a password, and none are set.".formatted(remote));
  }
}
