import { describe, expect, test } from 'vitest';
import { clientAddress } from './client-address.ts';

describe('the address that a request counts for', () => {
  test.each([
    ['the connection, whatever the client claims', '10.0.0.1', '1.2.3.4', 0, '10.0.0.1'],
    [
      'what the one proxy has seen, not what the client has written before it',
      '10.0.0.1',
      '6.6.6.6, 1.2.3.4',
      1,
      '1.2.3.4',
    ],
    ['what the outer of two proxies has seen', '10.0.0.1', '6.6.6.6,1.2.3.4 , 10.0.0.2', 2, '1.2.3.4'],
    ['the connection where fewer proxies than expected have written', '10.0.0.1', '6.6.6.6', 2, '10.0.0.1'],
    ['an address without the port that the proxy wrote', '10.0.0.1', '1.2.3.4:50123', 1, '1.2.3.4'],
    ['the same of IPv6', '10.0.0.1', '[2001:db8:0:1::a]:50123', 1, '2001:db8:0:1::/64'],
    ['the same of IPv6 in brackets alone', '10.0.0.1', '[2001:db8:0:1::a]', 1, '2001:db8:0:1::/64'],
    ['the connection where a port alone was written', '10.0.0.1', ':50123', 1, '10.0.0.1'],
    ['the connection where no address was written', '10.0.0.1', 'unknown', 1, '10.0.0.1'],
    ['the connection where nothing was written', '10.0.0.1', undefined, 1, '10.0.0.1'],
    ['IPv4 as such also when it comes in IPv6', '::ffff:1.2.3.4', undefined, 0, '1.2.3.4'],
    ['the /64 of an IPv6 address', '2001:db8:0:1:a:b:c:d', undefined, 0, '2001:db8:0:1::/64'],
    ['the /64 of a shortened one', '2001:0DB8::1', undefined, 0, '2001:db8:0:0::/64'],
    ['the /64 of one that is shortened at its end', '2001:db8:1:2::', undefined, 0, '2001:db8:1:2::/64'],
    ['the /64 of the loopback', '::1', undefined, 0, '0:0:0:0::/64'],
    ['something, where the host does not tell', undefined, undefined, 0, 'unknown'],
  ])('is %s', (_what, source, forwarded, proxies, expected) => {
    expect(clientAddress(source, forwarded, proxies)).toBe(expected);
  });
});
