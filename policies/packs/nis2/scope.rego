# METADATA
# title: Whom NIS2 and Implementing Regulation (EU) 2024/2690 bind
# description: |
#   nis2 is whom articles 21 and 23 bind; ir2690 whom the implementing regulation binds as well;
#   nis2-alone those of nis2 of whom the latter is not known; authority the competent authorities.
#   A record that states no sector is bound by nothing: nis2/SCOPE-0001 says that it is open.
package packs.nis2.scope

import data.lib.nis2

bound := nis2.bound(input.entity)
