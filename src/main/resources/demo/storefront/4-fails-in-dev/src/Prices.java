/** What things cost, in cents. Three or more items cost a tenth less, and so does the code TEN. */
final class Prices {

  private static final int EACH = 1000;

  long of(int items, String code) {
    if (items < 1) {
      throw new IllegalArgumentException("nobody can buy " + items + " items");
    }
    long full = (long) items * EACH;
    long discount = items >= 3 ? full / 10 : 0;
    return code.equals("TEN") ? full - discount - full / 20 : full - discount;
  }
}
