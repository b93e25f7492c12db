package dev.signalbox.adapter.git;

import org.eclipse.jgit.transport.CredentialItem;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.URIish;

/// A user name and a password that are told to one server only. A redirect to another host, port or
/// scheme is followed without them, and a certificate that is not trusted stays untrusted.
final class Login extends CredentialsProvider {

  private final URIish home;
  private final String user;
  private final String password;

  Login(URIish home, String user, String password) {
    this.home = home;
    this.user = user;
    this.password = password;
  }

  @Override
  public boolean isInteractive() {
    return false;
  }

  @Override
  public boolean supports(CredentialItem... items) {
    for (CredentialItem item : items) {
      if (!(item instanceof CredentialItem.Username || item instanceof CredentialItem.Password)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean get(URIish asking, CredentialItem... items) {
    if (!supports(items) || !isHome(asking)) {
      return false;
    }
    for (CredentialItem item : items) {
      switch (item) {
        case CredentialItem.Username name -> name.setValue(user);
        case CredentialItem.Password secret -> secret.setValue(password.toCharArray());
        default -> throw new IllegalStateException("asked for " + item + ". Indicates a bug.");
      }
    }
    return true;
  }

  private boolean isHome(URIish asking) {
    return home.getScheme().equals(asking.getScheme())
        && home.getHost().equals(asking.getHost())
        && home.getPort() == asking.getPort();
  }
}
