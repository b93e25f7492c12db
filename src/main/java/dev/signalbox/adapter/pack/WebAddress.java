package dev.signalbox.adapter.pack;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where people look at a repository, by the address that git fetches it from. A login is left out,
/// and so is a port that belongs to another protocol.
final class WebAddress {

  private static final Pattern WEB =
      Pattern.compile("(https?)://(?:[^/@]*@)?([^/@:]+(?::[0-9]+)?)/+(.+)");
  private static final Pattern SSH_OR_GIT =
      Pattern.compile("(?:ssh|git|git\\+ssh|ssh\\+git)://(?:[^/@]*@)?([^/@:]+)(?::[0-9]+)?/+(.+)");
  private static final Pattern SCP = Pattern.compile("(?:[^/@:]+@)?([^/@:]{2,}):(?!//)/*(.+)");

  private WebAddress() {}

  /// Empty for a folder, and for what is no address.
  static Optional<String> of(String remote) {
    Matcher web = WEB.matcher(remote);
    if (web.matches()) {
      return Optional.of(web.group(1) + "://" + web.group(2) + "/" + path(web.group(3)));
    }
    Matcher other = SSH_OR_GIT.matcher(remote);
    if (!other.matches()) {
      other = SCP.matcher(remote);
    }
    return other.matches()
        ? Optional.of("https://" + other.group(1) + "/" + path(other.group(2)))
        : Optional.empty();
  }

  private static String path(String written) {
    return written.replaceAll("/+$", "").replaceAll("\\.git$", "");
  }
}
