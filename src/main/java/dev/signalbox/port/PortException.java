package dev.signalbox.port;

/// Something beyond our walls could not be reached or gave an answer we can't use. The message is a
/// sentence for a person, free of secrets; whoever called may try again.
public final class PortException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public PortException(String sentence) {
    super(sentence);
  }

  public PortException(String sentence, Throwable cause) {
    super(sentence, cause);
  }

  public String sentence() {
    return String.valueOf(getMessage());
  }
}
