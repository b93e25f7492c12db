package dev.signalbox.adapter.oci;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/// Where a registry is reached.
public sealed interface Location {

  /// On this machine's disk: one OCI image layout a repository, below this folder. Several
  /// processes may share it.
  record Folder(Path root) implements Location {}

  /// Over the network, as the OCI distribution specification says.
  ///
  /// @param base scheme, host and port, such as `https://registry.example`
  /// @param credentials who we are there; empty if it asks nobody
  record Http(URI base, Optional<Credentials> credentials) implements Location {

    /// @throws IllegalArgumentException if the address has more or less than scheme, host and port
    public Http {
      boolean http = "http".equals(base.getScheme()) || "https".equals(base.getScheme());
      boolean bare = base.getRawPath().isEmpty() || base.getRawPath().equals("/");
      if (!http
          || base.getHost() == null
          || base.getRawUserInfo() != null
          || !bare
          || base.getRawQuery() != null
          || base.getRawFragment() != null) {
        throw new IllegalArgumentException(
            "a registry's address is http or https, a host and perhaps a port, such as"
                + " https://registry.example; user name and password stand apart from it");
      }
    }
  }

  /// A user name and a password, which is never printed.
  record Credentials(String user, String password) {

    @Override
    public String toString() {
      return user + " with a password";
    }
  }
}
