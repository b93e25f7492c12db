package dev.signalbox;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// Every setting of the server, by the name it has as a variable: `PORT` is `SIGNALBOX_PORT`, or
/// `--port`, or the content of the file that `SIGNALBOX_PORT_FILE` names.
enum Setting {
  DATA,
  WORK,
  BIND,
  PORT,
  DATABASE_URL,
  TOKEN,
  EXTERNAL_URL,
  REGISTRIES,
  REGISTRY_LOGINS,
  PROMETHEUS,
  JSON_METRICS,
  JSON_METRICS_TOKENS,
  HAPROXY,
  ALERT_WEBHOOK,
  ALERT_WEBHOOK_SECRET,
  GIT_USER,
  GIT_PASSWORD,
  TAG_SIGNING_KEY,
  POLL,
  PASS_ON,
  THREADS;

  String variable() {
    return "SIGNALBOX_" + name();
  }

  /// The variable that names a file with the value.
  String fileVariable() {
    return variable() + "_FILE";
  }

  /// Its flag at `serve`, without the dashes. Secrets and logins have none: what stands on a
  /// command line is seen by everybody on the machine.
  String flag() {
    return this == REGISTRIES ? "registry" : name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// Whether what it says is never shown.
  boolean isSecret() {
    return this == JSON_METRICS_TOKENS;
  }

  static List<String> variables() {
    return Arrays.stream(values()).map(Setting::variable).toList();
  }
}
