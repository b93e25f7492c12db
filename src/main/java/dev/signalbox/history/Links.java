package dev.signalbox.history;

import dev.signalbox.domain.change.CommitId;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Where a forge shows what a repository holds. A forge is known by the name of its host; where it
/// is not, there are no links, since a wrong one is worse than none.
///
/// @param address of the repository's page, without a slash at its end; empty for no links at all
public record Links(Forge forge, String address) {

  public static final Links NONE = new Links(Forge.GITHUB, "");

  private static final Pattern WEB =
      Pattern.compile("(?:https?|ssh|git)://(?:[^/@]*@)?([^/:]+)(:[0-9]+)?/(.+)");
  private static final Pattern SCP = Pattern.compile("(?:[^/@:]+@)?([^/:]+\\.[^/:]+):(?!/)(.+)");
  private static final Pattern PATH = Pattern.compile("[\\w.~+-]+(?:/[\\w.~+-]+)+");

  /// Whose pages they are: each has its own addresses.
  public enum Forge {
    GITHUB("/commit/", "/compare/%s...%s", "/pull/", "#", "github"),
    GITLAB("/-/commit/", "/-/compare/%s...%s", "/-/merge_requests/", "!", "gitlab"),
    GITEA("/commit/", "/compare/%s...%s", "/pulls/", "#", "gitea forgejo codeberg.org"),
    BITBUCKET("/commits/", "/branches/compare/%2$s%%0D%1$s", "/pull-requests/", "#", "bitbucket");

    private final String commit;
    private final String compare;
    private final String pullRequest;
    private final String sign;
    private final String hosts;

    Forge(String commit, String compare, String pullRequest, String sign, String hosts) {
      this.commit = commit;
      this.compare = compare;
      this.pullRequest = pullRequest;
      this.sign = sign;
      this.hosts = hosts;
    }

    static Optional<Forge> of(String host) {
      String name = host.toLowerCase(Locale.ROOT);
      for (Forge forge : values()) {
        if (Stream.of(forge.hosts.split(" ")).anyMatch(name::contains)) {
          return Optional.of(forge);
        }
      }
      return Optional.empty();
    }
  }

  public static Links of(Optional<String> origin) {
    return of(origin, Optional.empty());
  }

  /// @param origin what the remote's address is in the configuration, in any of git's forms
  /// @param forge whose pages they are; empty tells it by the name of the host
  public static Links of(Optional<String> origin, Optional<Forge> forge) {
    return origin.flatMap(address -> read(address, forge)).orElse(NONE);
  }

  private static Optional<Links> read(String origin, Optional<Forge> forge) {
    Matcher web = WEB.matcher(origin);
    if (web.matches()) {
      boolean secure = !origin.startsWith("http://");
      String port = origin.startsWith("http") && web.group(2) != null ? web.group(2) : "";
      return at(secure ? "https" : "http", web.group(1), port, web.group(3), forge);
    }
    Matcher scp = SCP.matcher(origin);
    return scp.matches() ? at("https", scp.group(1), "", scp.group(2), forge) : Optional.empty();
  }

  private static Optional<Links> at(
      String scheme, String host, String port, String written, Optional<Forge> forge) {
    String path = written.replaceFirst("/+$", "").replaceFirst("\\.git$", "");
    return PATH.matcher(path).matches()
        ? forge
            .or(() -> Forge.of(host))
            .map(known -> new Links(known, "%s://%s%s/%s".formatted(scheme, host, port, path)))
        : Optional.empty();
  }

  /// The page of a commit; empty where there are no links, as for all pages.
  public Optional<String> pageOf(CommitId commit) {
    return page(forge.commit + commit.text());
  }

  /// The page of a pull request.
  public Optional<String> pageOf(int pullRequest) {
    return page(forge.pullRequest + pullRequest);
  }

  /// The page with everything between two tags.
  public Optional<String> compare(String from, String upTo) {
    return page(forge.compare.formatted(inPath(from), inPath(upTo)));
  }

  /// How people of this forge write the number of a pull request, such as `#12`.
  public String nameOf(int pullRequest) {
    return forge.sign + pullRequest;
  }

  private Optional<String> page(String path) {
    return address.isEmpty() ? Optional.empty() : Optional.of(address + path);
  }

  private static String inPath(String tag) {
    return URLEncoder.encode(tag, StandardCharsets.UTF_8).replace("+", "%20").replace("%2F", "/");
  }
}
